/** From bytes to a document: UTF-8 and nothing else, and a clear word about what it is instead. */
import { type LrmxDocument, type LrmxFault, lrmxDocument } from "../rules";
import { LRMX_LIMITS } from "../schema";

export type FileFault = LrmxFault | "tooLarge" | "utf16" | "gb18030" | "otherEncoding";
export type ReadLrmx = { document: LrmxDocument } | { fault: FileFault };

export function readLrmx(bytes: Uint8Array): ReadLrmx {
  if (bytes.length > LRMX_LIMITS.bytes) return { fault: "tooLarge" };
  if (isUtf16(bytes)) return { fault: "utf16" };
  const source = decoded(bytes, "utf-8");
  // office programs of before write GB18030 without a word about it
  if (source === null) return { fault: decoded(bytes, "gb18030") === null ? "otherEncoding" : "gb18030" };
  const encoding = /^\ufeff?<\?xml[^>]*\sencoding\s*=\s*["']([^"']*)/.exec(source)?.[1];
  // the bytes say UTF-8 and the head says something else: two programs would read two different files
  if (encoding && !/^utf-?8$/i.test(encoding))
    return { fault: /^gb/i.test(encoding) ? "gb18030" : "otherEncoding" };
  return lrmxDocument(source);
}

/** The byte order mark is kept: what is not changed goes out as it came. */
function decoded(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

const isUtf16 = ([first, second]: Uint8Array): boolean =>
  (first === 0xff && second === 0xfe) ||
  (first === 0xfe && second === 0xff) ||
  (first === 0x3c && second === 0) ||
  (first === 0 && second === 0x3c);
