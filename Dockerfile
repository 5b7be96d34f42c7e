# 一线观察员. Two images from one file:
#   docker build --target app      the serving process: standalone output, no development tools, not root
#   docker build --target migrate  migrations, roles and seeds: run once before the app
FROM node:24-bookworm-slim AS tools
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json .npmrc ./
# The embedded PostgreSQL and browsers are for machines without a server: never needed here.
RUN --mount=type=cache,target=/root/.npm npm ci --no-audit --no-fund
COPY . .
# Generating never runs the schema engine; a file that exists keeps Prisma from downloading one.
RUN PRISMA_SCHEMA_ENGINE_BINARY=/usr/local/bin/node node_modules/.bin/prisma generate --no-hints

FROM tools AS build
# Encrypts server-action arguments. A secret mount keeps it out of the image's layers; all replicas run
# the image built with it and get the same value at run time.
RUN --mount=type=secret,id=actions_key \
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY="$(cat /run/secrets/actions_key)" node_modules/.bin/next build \
    && cp -r .next/static .next/standalone/.next/static \
    && mkdir -p public .next/standalone/public && cp -r public/. .next/standalone/public/

FROM tools AS migrate
ENV NODE_ENV=production
# .data is where the scripts would keep what they make up; with a given server they make up nothing.
RUN mkdir -p .data && chown node:node .data
USER node
ENTRYPOINT ["node", "--import", "tsx"]
CMD ["scripts/migrate.ts"]

FROM node:24-bookworm-slim AS app
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOSTNAME=0.0.0.0 PORT=3000 KEEP_ALIVE_TIMEOUT=65000
COPY --from=build --chown=root:root /app/.next/standalone ./
# The program stays root's and read-only for the process; only Next's cache and the files are written.
ENV STORAGE_DIR=/files
RUN mkdir -p .next/cache /files && chown -R node:node .next/cache /files
VOLUME /files
USER node
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/v1/health`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server.js"]
