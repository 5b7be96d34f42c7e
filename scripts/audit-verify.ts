/**
 * `npm run audit:verify [-- --head FILE]`: recomputes the whole audit chain as the owner and names the first bad
 * line. With --head it compares the heads noted in FILE (kept outside the database, one JSON line a run) and then
 * notes the present one: who recomputes every hash in the database can't change those.
 */
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type pg from "pg";
import { z } from "zod";
import { checkChain } from "@/lib/audit/queries";
import { type Fault, type Head, type Verdict, verifyNoted } from "@/lib/audit/rules";
import type { ScopedDb } from "@/lib/platform/db";
import { ownerOf, withDatabase } from "./support/database";
import { generateClient } from "./support/generate";
import { withClient } from "./support/provision";
import { Halt, main } from "./support/say";

const FAULTS: Record<Fault, [zh: string, en: string]> = {
  changed: ["内容与其哈希不符（被改动）", "its fields are not those that were hashed (changed)"],
  deleted: ["缺失（被删除）", "is missing (deleted)"],
  inserted: ["多出（被插入）", "does not belong to the chain (inserted)"],
  unlinked: ["与上一行不相连（被调换或替换）", "does not follow the line before it (reordered or replaced)"],
  cut: ["起的末尾被截去", "and what followed it are missing (tail cut)"],
  replaced: ["与库外留存的链头不符（整链被重算）", "is not the one noted earlier (chain recomputed)"],
};

const notedHead = z.object({ seq: z.number().int().min(0), hash: z.string().regex(/^[0-9a-f]{64}$/) });

function readNoted(file: string): Head[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
  return lines.map((line, at) => {
    try {
      return notedHead.parse(JSON.parse(line));
    } catch {
      throw new Halt(`${file} 第 ${at + 1} 行不是链头记录。 Line ${at + 1} of ${file} is no noted head.`);
    }
  });
}

/** One snapshot for the whole walk: writers go on meanwhile. */
async function verify(client: pg.Client, noted: readonly Head[]): Promise<{ verdict: Verdict; head: Head }> {
  await client.query("begin isolation level repeatable read read only");
  const db: ScopedDb = { rows: async ({ text, values }) => (await client.query(text, values)).rows };
  const wanted = new Set(noted.map(({ seq }) => seq));
  const hashAt = new Map<number, string>();
  const { verdict, head } = await checkChain(db, {
    onBatch: (lines) => {
      for (const line of lines) if (wanted.has(line.seq)) hashAt.set(line.seq, line.hash);
    },
  });
  await client.query("commit");
  return { verdict: verdict.ok ? verifyNoted(noted, hashAt, verdict.end) : verdict, head };
}

main(async () => {
  const { values } = parseArgs({ options: { head: { type: "string" } } });
  const noted = values.head ? readNoted(values.head) : [];
  await generateClient();
  return withDatabase("audit-verify", async (database) => {
    const { verdict, head } = await withClient(ownerOf(database), (client) => verify(client, noted));
    if (!verdict.ok) {
      const [zh, en] = FAULTS[verdict.fault];
      console.error(
        `审计链不完整：第 ${verdict.seq} 行${zh}。\nThe audit chain is broken: line ${verdict.seq} ${en}.`,
      );
      return 1;
    }
    const against = noted.length ? `，与留存的 ${noted.length} 个链头一致` : "";
    const beside = noted.length ? `, in agreement with ${noted.length} noted heads` : "";
    console.log(
      `审计链完整：共 ${head.seq} 行${against}。链头 ${head.hash}\nThe audit chain is whole: ${head.seq} lines${beside}.`,
    );
    if (values.head && !noted.some((one) => one.seq === head.seq)) {
      appendFileSync(values.head, `${JSON.stringify({ at: new Date().toISOString(), ...head })}\n`);
    }
    return 0;
  });
});
