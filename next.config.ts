import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin("./lib/platform/i18n.ts");

const config: NextConfig = {
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
  serverExternalPackages: ["pg", "@node-rs/argon2", "@prisma/client", "@prisma/adapter-pg", "pino"],
};

export default withNextIntl(config);
