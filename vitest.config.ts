import { defineConfig } from "vitest/config";

/** These put something in the place of a module, of the process's settings or of its database, so each has a process of its own. */
const alone = [
  "tests/unit/{field,offline}/**/*.test.ts",
  "tests/unit/platform/gongwen*.test.ts",
  "tests/db/accounts/sign-in.test.ts",
  "tests/db/assignments/plans*.test.ts",
  "tests/db/attachments/uploads.test.ts",
  "tests/db/notices/push.test.ts",
];

/**
 * `npm test -- --only vitest` starts PostgreSQL and gives the addresses; see tests/support.
 * The process runs in a time zone that is not the city's, so that a forgotten zone shows.
 */
export default defineConfig({
  resolve: { alias: { "@": import.meta.dirname } },
  test: {
    env: { TZ: "America/St_Johns" },
    setupFiles: ["tests/support/setup.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 20_000,
    projects: [
      // one process after the other: what the modules hold is what a serving process holds, and is read once
      {
        extends: true,
        test: {
          name: "together",
          isolate: false,
          include: ["tests/{unit,db,architecture}/**/*.test.ts"],
          exclude: alone,
        },
      },
      { extends: true, test: { name: "alone", include: alone } },
    ],
  },
});
