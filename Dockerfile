# Builds with the development packages, runs without them.
FROM node:20-bookworm-slim AS build
WORKDIR /app
# The packages first: they change less often than the code, and this layer is kept while they don't.
COPY package.json package-lock.json .npmrc ./
COPY client/package.json client/
# A lock file written beside a registry that lacks another platform's optional packages is refused by `npm ci`.
RUN npm ci --ignore-scripts || npm install --ignore-scripts
COPY . .
RUN node bin/build.js && npm prune --omit=dev --ignore-scripts

FROM node:20-bookworm-slim
# Inside a container only its own network reaches 0.0.0.0; what is published decides the rest.
ENV HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
WORKDIR /app
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/bin bin
COPY --from=build /app/migrations migrations
COPY --from=build /app/client/package.json client/package.json
COPY --from=build /app/package.json /app/openapi.json ./
# The generated secrets, and the embedded database where there is no DATABASE_URL.
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "bin/start.js"]
