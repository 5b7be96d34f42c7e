/** One lrmx, or a zip of them: each file is read and its photo drawn before anything is stored. */
import { createHash } from "node:crypto";
import { read } from "@/lib/platform/db";
import type { Outcome } from "@/lib/platform/result";
import { takingTurns } from "@/lib/platform/turns";
import { type Unzipped, unzipped } from "@/lib/platform/unzip";
import { zipEntries } from "@/lib/platform/zip";
import { uploadDocuments } from "@/lib/roster/lrmx/commands";
import { type Intake, intakeOf } from "@/lib/roster/lrmx/intake/rules";
import { listPhotoHashes } from "@/lib/roster/lrmx/queries";
import { LRMX_LIMITS } from "@/lib/roster/lrmx/schema";

type Sent = { id: string; fileName: string; bytes: Uint8Array<ArrayBuffer> };

/** Photos of hundreds of people at once are work for one server: the next one waits. */
const inTurn = takingTurns(1, 3);
/** Pictures are drawn beside each other as far as there are cores. */
const HANDS = 2;

/** A zip without a workbook in it, and whatever begins like XML: UTF-16 too, so that it can be said what it is. */
export function isLrmx(bytes: Uint8Array): boolean {
  const begins = (...mark: number[]) => mark.every((byte, at) => bytes[at] === byte);
  if (begins(0x50, 0x4b)) {
    const entries = zipEntries(bytes, LRMX_LIMITS.files * 4);
    return entries === null || !entries.some(({ name }) => name === "[Content_Types].xml");
  }
  const xml = new TextDecoder("latin1").decode(bytes.subarray(0, 200)).replaceAll("\0", "");
  return /^(\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)?\s*<(\?xml|!doctype\s+person|person)/i.test(xml);
}

export async function takeLrmx(viewer: { id: string }, sent: Sent): Promise<Outcome<{ id: string }>> {
  return inTurn(async () => {
    const ours = await read(viewer, listPhotoHashes);
    const isOurs = (base64: string) =>
      ours.has(createHash("sha256").update(Buffer.from(base64, "base64")).digest("hex"));
    const files = filesOf(sent);
    const documents: Intake[] = [];
    let end: string | undefined;
    const hand = async () => {
      for (let step = files.next(); ; step = files.next()) {
        if (step.done) {
          end ??= step.value;
          return;
        }
        // in the order of the package, whoever is done first
        const at = documents.push({
          fileName: step.value.name,
          rule: null,
          typed: {},
          source: null,
          photo: "",
        });
        documents[at - 1] = await intakeOf(step.value, isOurs);
      }
    };
    await Promise.all(Array.from({ length: HANDS }, hand));
    if (end !== "whole") return { ok: false, kind: "refused", reason: `roster.reason.${end}Archive` };
    if (documents.length === 0) return { ok: false, kind: "refused", reason: "roster.reason.emptyArchive" };
    return uploadDocuments(viewer, {
      id: sent.id,
      fileName: sent.fileName,
      bodyHash: createHash("sha256").update(sent.bytes).digest("hex"),
      documents,
    });
  });
}

function* filesOf({ bytes, fileName }: Sent): Generator<Unzipped, "whole" | "broken" | "tooMuch"> {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) {
    yield { name: fileName, bytes: Buffer.from(bytes) };
    return "whole";
  }
  return yield* unzipped(bytes, {
    entries: LRMX_LIMITS.files,
    bytes: LRMX_LIMITS.unpackedBytes,
    // one byte more, so that the reader says of each file that it is too large
    entryBytes: LRMX_LIMITS.bytes + 1,
  });
}
