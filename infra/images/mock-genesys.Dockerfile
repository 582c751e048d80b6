# The mock of Genesys Cloud. The context is what `pnpm deploy` wrote.
FROM docker.io/library/node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY . .
USER 1000:1000
EXPOSE 8080 8081
ENTRYPOINT ["node", "dist/cli.js"]
