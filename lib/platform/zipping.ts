/** A zip of many documents, made without holding everybody else up: the next file waits for its turn. */
import { setImmediate } from "node:timers/promises";
import { Zip, ZipDeflate } from "fflate";

export async function zipped(
  files: Iterable<{ name: string; bytes: Uint8Array }>,
): Promise<Buffer<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  const zip = new Zip((error, part) => {
    if (error) throw error;
    parts.push(part);
  });
  for (const { name, bytes } of files) {
    const entry = new ZipDeflate(name, { level: 3 });
    zip.add(entry);
    entry.push(bytes, true);
    await setImmediate();
  }
  zip.end();
  return Buffer.concat(parts);
}
