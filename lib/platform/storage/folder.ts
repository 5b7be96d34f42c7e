/** A folder as store: written beside and renamed, so that a file is there whole or not at all. */
import { randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import type { Storage } from "./driver";

export function folderStorage(folder: string): Storage {
  const pathOf = (key: string) => join(folder, "kept", key);
  return {
    async put(key, bytes) {
      const path = pathOf(key);
      // beside it, where a crash leaves it to the sweep
      const half = `${path}.${randomBytes(4).toString("hex")}`;
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const file = await open(half, "wx", 0o600);
      try {
        await file.writeFile(bytes);
        // the row that names it is committed right after: it must survive a power cut as the row does
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(half, path);
    },
    async get(key) {
      if (!(await isThere(pathOf(key)))) return null;
      return Readable.toWeb(createReadStream(pathOf(key))) as ReadableStream<Uint8Array>;
    },
    delete: (key) => rm(pathOf(key), { force: true }),
    exists: (key) => isThere(pathOf(key)),
    async *list() {
      const kept = join(folder, "kept");
      for (const shelf of await namesIn(kept)) {
        for (const name of await namesIn(join(kept, shelf))) {
          const found = await stat(join(kept, shelf, name)).catch(() => null);
          if (found?.isFile()) yield { key: `${shelf}/${name}`, storedAt: found.mtime };
        }
      }
    },
  };
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  );

const namesIn = (path: string): Promise<string[]> => readdir(path).catch(() => []);
