/**
 * The settings of the serving process, read once and checked as a whole.
 * DATABASE_URL (the owner) is deliberately absent: the serving process must not be able to become the owner.
 */
import { z } from "zod";

const postgresUrl = z
  .string({ error: "is missing" })
  .regex(/^postgres(ql)?:\/\//, { error: "must look like postgresql://user:password@host:port/database" });

const settings = z.object({
  DATABASE_APP_URL: postgresUrl,
  DATABASE_SYSTEM_URL: postgresUrl,
  AUTH_SECRET: z.string({ error: "is missing" }).min(32, { error: "must have at least 32 characters" }),
  APP_URL: z.url({ protocol: /^https?$/, error: "must be the public address, such as https://host.example" }),
  PORT: z.coerce.number().int().min(1).max(65535).default(3000),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  DEMO: z
    .enum(["", "0", "1"], { error: 'must be "1" or "0"' })
    .default("0")
    .transform((flag) => flag === "1"),
});

export type Env = z.infer<typeof settings>;

let parsed: Env | undefined;

/** Throws one sentence that names the first wrong setting; the value is never shown, it may be a secret. */
function parseEnv(source: Record<string, string | undefined>): Env {
  const result = settings.safeParse(source);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new Error(`Setting ${issue?.path.join(".")} ${issue?.message} (see .env.example).`);
}

/** Lazy, so that `next build` and unit tests need no settings. */
export function env(): Env {
  if (!parsed) {
    parsed = parseEnv(process.env);
    // next-auth knows the public address only under its own name.
    process.env.NEXTAUTH_URL ??= parsed.APP_URL;
  }
  return parsed;
}
