# A Node service. The context is what `pnpm deploy` wrote: the built package and what it needs to run, no more.
FROM docker.io/library/node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY . .
USER 1000:1000
EXPOSE 8080
# A diagnostic report would hold the whole environment.
ENTRYPOINT ["node", "--report-exclude-env", "dist/main.js"]
