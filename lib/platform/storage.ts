/** Where files lie: a folder by default, a bucket by setting; and the folder in which uploads arrive. */
import { randomBytes } from "node:crypto";
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

/** Says nothing of what the file is or whose. */
export function newStorageKey(): string {
  const name = randomBytes(16).toString("hex");
  return `${name.slice(0, 2)}/${name}`;
}
