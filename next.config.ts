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
    "fontkit",
    "wawoff2",
  ],
  // The solver runs in a thread that is started from a text (lib/platform/solver.ts), the typeface is read as files
  // (lib/platform/pdf/typeface.ts): no import leads to them. All routes are served from one folder, so one is enough for
  // the typeface's 383 files.
  outputFileTracingIncludes: {
    "*": [
      "node_modules/highs/package.json",
      "node_modules/highs/build/highs.js",
      "node_modules/highs/build/highs.wasm",
    ],
    "/api/v1/compare/document": [
      "node_modules/@chinese-fonts/syst/dist/SourceHanSerifCN/*.{woff2,css}",
      "lib/platform/pdf/OFL.txt",
    ],
  },
};

export default withNextIntl(config);
