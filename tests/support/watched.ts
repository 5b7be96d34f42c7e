/** 需关注 and 更正申请 as they are stored, for tests of pages; their rules have builders of their own. */
import { randomUUID } from "node:crypto";
import type { TestCadre } from "./builders";
import { type Announcement, storeDocument } from "./files";
import { owner } from "./owner";

type ConcernOver = {
  records: readonly string[];
  words?: string;
  paper?: string;
  /** days from today until it ends; nobody has decided without it */
  endsIn?: number;
  opener: { id: string };
  decider: { id: string };
};
/** From records, and a paper beside them where one is named. */
export async function storeConcern(cadre: TestCadre, over: ConcernOver): Promise<string> {
  const id = randomUUID();
  const words = over.words ?? "两次未按时到场";
  const client = await owner().connect();
  try {
    await client.query("begin");
    await client.query(
      "insert into concerns (id, cadre_id, summary, situation, opened_by, opened_at) values ($1, $2, $3, $4, $5, now() - interval '60 days')",
      [id, cadre.id, `事项 ${words}`, `规定 ${words}`, over.opener.id],
    );
    for (const record of over.records) {
      await client.query(
        "insert into concern_sources (id, concern_id, kind, observation_id, added_by) values (gen_random_uuid(), $1, 'document', $2, $3)",
        [id, record, over.opener.id],
      );
    }
    if (over.paper) {
      await client.query(
        "insert into concern_sources (id, concern_id, kind, document_title, added_by) values (gen_random_uuid(), $1, 'document', $2, $3)",
        [id, over.paper, over.opener.id],
      );
    }
    if (over.endsIn !== undefined) {
      await client.query(
        `update concerns set state = 'REMINDED', state_reason = $2, expires_on = city_today() + $3::int, decided_by = $4,
           decided_at = now() - interval '40 days' where id = $1`,
        [id, `理由 ${words}`, over.endsIn, over.decider.id],
      );
      await client.query("select lapse_concerns()");
    }
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
  return id;
}

export async function storeCorrection(
  cadre: TestCadre,
  asker: { id: string },
  over: {
    body?: string;
    achievementId?: string;
    /** a PDF that has arrived */
    file?: { bytes: Buffer; announced: Announcement };
    answer?: { by: { id: string }; text: string };
  } = {},
): Promise<string> {
  const id = randomUUID();
  await owner().query(
    `insert into correction_requests (id, cadre_id, kind, subject, achievement_id, body, asked_by)
     values ($1, $2, 'CORRECTION', $3, $4, $5, $6)`,
    [
      id,
      cadre.id,
      over.achievementId ? "ACHIEVEMENT" : "BASICS",
      over.achievementId ?? null,
      over.body ?? "参加工作时间差了一个月",
      asker.id,
    ],
  );
  if (over.file) {
    const { announced, bytes } = over.file;
    await owner().query(
      `insert into correction_files (id, request_id, file_name, byte_size, sha256, capture_sha256)
       values ($1, $2, $3, $4, decode($5, 'hex'), decode($6, 'hex'))`,
      [announced.id, id, announced.name, announced.size, announced.sha256, announced.captureSha256],
    );
    await storeDocument(asker, id, bytes, announced);
  }
  if (over.answer) {
    await owner().query(
      `update correction_requests set state = 'ANSWERED', outcome = 'PARTLY', answer = $2, answered_by = $3, answered_at = now()
       where id = $1`,
      [id, over.answer.text, over.answer.by.id],
    );
  }
  return id;
}
