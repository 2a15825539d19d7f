FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build && npm prune --omit=dev --omit=optional --ignore-scripts

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0
WORKDIR /app
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/reference reference
COPY --from=build /app/docs/openapi.json docs/
COPY --from=build /app/package.json .
RUN install -d -o node -g node /var/lib/witness
USER node
CMD ["node", "--no-warnings", "--max-semi-space-size=64", "dist/apps/api/main.js"]
