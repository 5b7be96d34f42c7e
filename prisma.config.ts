import { defineConfig } from "prisma/config";

// Used by `prisma generate` and by `prisma migrate deploy` where someone prefers it to `npm run migrate`.
export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env.DATABASE_URL ?? "" },
});
