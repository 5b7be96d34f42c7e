/** The settings of the scripts: .env if there is one, and for a demo the secrets made once and kept in .data/. */
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Halt } from "./say";

export const root = join(import.meta.dirname, "..", "..");
export const dataDir = join(root, ".data");

const dotenv = join(root, ".env");
if (existsSync(dotenv)) process.loadEnvFile(dotenv);

export type Secrets = { auth: string; actions: string; roles: string };

/** Mode 600; made at the first start and kept, so that sessions outlive a restart. */
export function keptSecrets(): Secrets {
  const file = join(dataDir, "secrets.json");
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as Secrets;
  makeDataDir();
  const secrets: Secrets = {
    auth: randomBytes(48).toString("base64url"),
    actions: randomBytes(32).toString("base64"),
    roles: randomBytes(32).toString("base64url"),
  };
  writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}

export function makeDataDir(): void {
  try {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(join(dataDir, ".writable"), "");
  } catch {
    throw new Halt(
      `无法写入 ${dataDir}：可能是其他用户（如 root）建立的，请改用该用户运行或删除它。\n` +
        `${dataDir} cannot be written, perhaps because another user (such as root) made it: run as that user or remove it.`,
    );
  }
}

/** True when a database server was given; otherwise the embedded one is used. */
export const hasServer = (): boolean => Boolean(process.env.DATABASE_URL || process.env.DATABASE_APP_URL);

/** In real use the secret is given, because every replica needs the same. */
export function authSecret(): string {
  const given = process.env.AUTH_SECRET;
  if (!given) return keptSecrets().auth;
  if (given.length < 32)
    throw new Halt("AUTH_SECRET 至少 32 个字符。 AUTH_SECRET must have at least 32 characters.");
  return given;
}

/** Baked in at build time and read again by the server; 16, 24 or 32 bytes of base64. */
export function actionsKey(): string {
  const given = process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY;
  if (!given) return keptSecrets().actions;
  if ([16, 24, 32].includes(Buffer.from(given, "base64").length)) return given;
  throw new Halt(
    "NEXT_SERVER_ACTIONS_ENCRYPTION_KEY 须为 16、24 或 32 字节的 base64。 NEXT_SERVER_ACTIONS_ENCRYPTION_KEY must be 16, 24 or 32 bytes in base64.",
  );
}

/** Where the server keeps evidence files; the bucket of a setting is none of the scripts' business. */
export const filesDir = (): string => process.env.STORAGE_DIR || join(dataDir, "files");

/** HOSTNAME is not used: containers and shells set it to the machine's name. */
export const host = (): string => process.env.HOST || "127.0.0.1";
