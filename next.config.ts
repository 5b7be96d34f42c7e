import { readdirSync } from "node:fs";
import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin("./lib/platform/i18n.ts");

/** The migration this build was made for: the health check compares it with the database. */
const latestMigration = readdirSync("prisma/migrations", { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort()
  .at(-1);

const config: NextConfig = {
  env: { LATEST_MIGRATION: latestMigration },
  // forbidden() answers 403 with a page of ours
  experimental: { authInterrupts: true, globalNotFound: true },
  // A folder that runs with node alone: what scripts/support/build.ts and the Dockerfile ship.
  output: "standalone",
  outputFileTracingRoot: import.meta.dirname,
  // Tests, tools and data are never part of the served program.
  outputFileTracingExcludes: { "*": [".data/**", "tests/**", "scripts/**", "prisma/seed/**", "docs/**"] },
  poweredByHeader: false,
  reactStrictMode: true,
  compress: true,
  // Types are checked by `npm test`: TypeScript 7 has no JS API that Next could call.
  typescript: { ignoreBuildErrors: true },
  // Native or stateful packages stay outside the bundle.
  serverExternalPackages: [
    "pg",
    "@node-rs/argon2",
    "@prisma/client",
    "@prisma/adapter-pg",
    "pino",
    "sharp",
    "@tus/server",
    "@tus/file-store",
  ],
  // The solver runs in a thread that is started from a text (lib/platform/solver.ts): no import leads to it.
  outputFileTracingIncludes: {
    "*": [
      "node_modules/highs/package.json",
      "node_modules/highs/build/highs.js",
      "node_modules/highs/build/highs.wasm",
    ],
  },
};

export default withNextIntl(config);
