/**
 * The settings of the serving process, read once and checked as a whole.
 * DATABASE_URL (the owner) is deliberately absent: the serving process must not be able to become the owner.
 */
import { resolve } from "node:path";
import { z } from "zod";
import { ROLES, type Role } from "./rights";

const postgresUrl = z
  .string({ error: "is missing" })
  .regex(/^postgres(ql)?:\/\//, { error: "must look like postgresql://user:password@host:port/database" });

/** An empty value, as docker compose passes it on, is no value. */
const given = z
  .string()
  .transform((text) => text.trim() || undefined)
  .optional();
const S3 = ["S3_ENDPOINT", "S3_BUCKET", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"] as const;
const VAPID = ["VAPID_PUBLIC_KEY", "VAPID_PRIVATE_KEY", "VAPID_SUBJECT"] as const;

const settings = z
  .object({
    DATABASE_APP_URL: postgresUrl,
    DATABASE_SYSTEM_URL: postgresUrl,
    AUTH_SECRET: z.string({ error: "is missing" }).min(32, { error: "must have at least 32 characters" }),
    APP_URL: z.url({
      protocol: /^https?$/,
      error: "must be the public address, such as https://host.example",
    }),
    PORT: z.coerce.number().int().min(1).max(65535).default(3000),
    LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
    DEMO: z
      .enum(["", "0", "1"], { error: 'must be "1" or "0"' })
      .default("0")
      .transform((flag) => flag === "1"),
    /** a word or a number missing from a text breaks its page instead of showing the text's key; for tests */
    STRICT_WORDS: z
      .enum(["", "0", "1"], { error: 'must be "1" or "0"' })
      .default("0")
      .transform((flag) => flag === "1"),
    /** roles that must give a one-time code after the password, comma-separated; empty: whoever switches it on */
    TOTP_REQUIRED_ROLES: z
      .string()
      .default("")
      .transform((text) => text.split(",").flatMap((role) => role.trim() || []))
      .pipe(z.array(z.enum(ROLES, { error: `takes roles only: ${ROLES.join(", ")}` }))),
    /** seals the secrets of one-time codes; AUTH_SECRET where it is not given */
    TOTP_KEY: given.refine((key) => key === undefined || key.length >= 32, {
      error: "must have at least 32 characters",
    }),
    /** evidence files, and uploads on their way; outside everything that is served */
    STORAGE_DIR: given.transform((folder) => resolve(folder ?? ".data/files")),
    S3_ENDPOINT: given,
    S3_BUCKET: given,
    S3_REGION: given,
    S3_ACCESS_KEY_ID: given,
    S3_SECRET_ACCESS_KEY: given,
    /** notices on devices: all three, or none */
    VAPID_PUBLIC_KEY: given,
    VAPID_PRIVATE_KEY: given,
    VAPID_SUBJECT: given,
    /** push services beside the known ones, comma-separated; `*.` stands for any name before */
    PUSH_HOSTS: given,
  })
  .superRefine((values, context) => {
    const missing = S3.filter((name) => !values[name]);
    if (missing.length > 0 && missing.length < S3.length)
      context.addIssue({
        code: "custom",
        path: [missing[0] ?? ""],
        message: "is missing, while other S3 settings are given",
      });
    else if (values.S3_ENDPOINT && !/^https?:\/\/[^/]/.test(values.S3_ENDPOINT))
      context.addIssue({
        code: "custom",
        path: ["S3_ENDPOINT"],
        message: "must look like https://host:port",
      });
    const absent = VAPID.filter((name) => !values[name]);
    if (absent.length > 0 && absent.length < VAPID.length)
      context.addIssue({
        code: "custom",
        path: [absent[0] ?? ""],
        message: "is missing, while other VAPID settings are given",
      });
    else if (values.VAPID_SUBJECT && !/^(mailto:.+@.+|https:\/\/[^/]+)/.test(values.VAPID_SUBJECT))
      context.addIssue({
        code: "custom",
        path: ["VAPID_SUBJECT"],
        message: "must look like mailto:name@host or https://host",
      });
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

/** Whether this person may do nothing before a second step is set up. */
export const needsSecondStep = (person: { roles: readonly Role[] }): boolean =>
  env().TOTP_REQUIRED_ROLES.some((role) => person.roles.includes(role));

export type S3Settings = {
  endpoint: string;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
};

/** Where files go into a bucket; undefined where they go into STORAGE_DIR. */
export function s3Settings(): S3Settings | undefined {
  const { S3_ENDPOINT, S3_BUCKET, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = env();
  if (!S3_ENDPOINT || !S3_BUCKET || !S3_ACCESS_KEY_ID || !S3_SECRET_ACCESS_KEY) return undefined;
  return {
    endpoint: S3_ENDPOINT,
    bucket: S3_BUCKET,
    region: S3_REGION ?? "us-east-1",
    accessKeyId: S3_ACCESS_KEY_ID,
    secretAccessKey: S3_SECRET_ACCESS_KEY,
  };
}

export type PushSettings = {
  vapid: { subject: string; publicKey: string; privateKey: string };
  hosts: string[];
};

/** Undefined where devices are not told of notices. */
export function pushSettings(): PushSettings | undefined {
  const { VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY, VAPID_SUBJECT, PUSH_HOSTS } = env();
  if (!VAPID_PUBLIC_KEY || !VAPID_PRIVATE_KEY || !VAPID_SUBJECT) return undefined;
  return {
    vapid: { subject: VAPID_SUBJECT, publicKey: VAPID_PUBLIC_KEY, privateKey: VAPID_PRIVATE_KEY },
    hosts: (PUSH_HOSTS ?? "").split(",").flatMap((host) => host.trim() || []),
  };
}
