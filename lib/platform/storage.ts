/** Where files lie: a folder by default, a bucket by setting; and the folder in which uploads arrive. */
import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { access, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { env, s3Settings } from "./env";
import type { Storage } from "./storage/driver";
import { folderStorage } from "./storage/folder";
import { s3Storage } from "./storage/s3";

let opened: Storage | undefined;

export function storage(): Storage {
  if (!opened) {
    const bucket = s3Settings();
    opened = bucket ? s3Storage(bucket) : folderStorage(env().STORAGE_DIR);
  }
  return opened;
}

/** Bytes on their way lie here also where a bucket keeps the files: chunks are appended to a file. */
export const incomingFolder = (): string => join(env().STORAGE_DIR, "incoming");

/** Throws where the folder cannot be made or written. */
export async function prepareStorage(): Promise<void> {
  await mkdir(env().STORAGE_DIR, { recursive: true, mode: 0o700 });
  await access(env().STORAGE_DIR, constants.W_OK);
}

/** Says nothing of what the file is or whose. */
export function newStorageKey(): string {
  const name = randomBytes(16).toString("hex");
  return `${name.slice(0, 2)}/${name}`;
}
