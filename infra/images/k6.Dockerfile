# k6 for load tests in the cluster. The context holds the binary; k6-operator also needs the shell of this base.
FROM docker.io/library/debian:bookworm-slim
COPY k6 /usr/local/bin/k6
USER 1000:1000
WORKDIR /tmp
ENTRYPOINT ["k6"]
