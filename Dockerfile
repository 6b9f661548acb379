FROM oven/bun:1.4.5-slim AS dependencies
WORKDIR /app
COPY package.json bun.lock ./
COPY patches ./patches
RUN bun install --frozen-lockfile --production --ignore-scripts

FROM oven/bun:1.4.5-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
# Of the embedded store: mount a volume there to keep it. With DATABASE_URL nothing is written to it.
RUN mkdir -m 0700 /data && chown bun:bun /data
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json tsconfig.json ./
COPY lib ./lib
COPY catalogue ./catalogue
COPY privacy ./privacy
COPY db ./db
COPY seed ./seed
COPY src ./src
USER bun
EXPOSE 3000
# The slim image has no curl.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["bun", "-e", "process.exit((await fetch('http://127.0.0.1:3000/health/live')).ok ? 0 : 1)"]
CMD ["bun", "src/index.ts", "start"]
