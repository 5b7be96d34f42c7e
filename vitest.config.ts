import { defineConfig } from "vitest/config";

/**
 * `npm test -- --only vitest` starts PostgreSQL and gives the addresses; see tests/support.
 * The process runs in a time zone that is not the city's, so that a forgotten zone shows.
 */
export default defineConfig({
  resolve: { alias: { "@": import.meta.dirname } },
  test: {
    include: ["tests/{unit,db,architecture}/**/*.test.ts"],
    env: { TZ: "America/St_Johns" },
    setupFiles: ["tests/support/setup.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 20_000,
  },
});
