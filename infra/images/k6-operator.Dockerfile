# k6-operator, for clusters that cannot pull the official image (the end-to-end test's, say).
FROM docker.io/library/debian:bookworm-slim
COPY k6-operator /manager
USER 65532:65532
ENTRYPOINT ["/manager"]
