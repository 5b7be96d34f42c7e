/** A claim as it is stored, for tests of pages and rights; rule 3 has builders of its own in claims.ts. */
import { randomUUID } from "node:crypto";
import { daysAgo, type TestCadre, type TestUnit } from "./builders";
import { owner } from "./owner";

/** 待印证, of one cadre, with these records as its sources. */
export async function createAchievement(
  drafter: { id: string },
  unit: TestUnit,
  cadre: TestCadre,
  records: { id: string }[] = [],
  claim = "临时堆场两个月建成启用",
  over: {
    task?: { id: string };
    endsOn?: string;
    contribution?: "MAIN" | "MAJOR" | "GENERAL";
    confidentiality?: 2 | 3;
    /** the moment it was drafted, long ago; its history begins then */
    draftedAt?: string;
  } = {},
): Promise<string> {
  const id = randomUUID();
  const client = await owner().connect();
  try {
    await client.query("begin");
    await client.query(
      `insert into achievements (id, claim, unit_id, level, starts_on, ends_on, state, drafted_by, central_task_id, confidentiality,
         drafted_at)
       values ($1, $6, $2, 'CITY', $3, $4, 'WAITING', $5, $7, $8, coalesce($9::timestamptz, now()))`,
      [
        id,
        unit.id,
        over.endsOn ?? daysAgo(90),
        over.endsOn ?? daysAgo(5),
        drafter.id,
        claim,
        over.task?.id ?? null,
        over.confidentiality ?? 1,
        over.draftedAt ?? null,
      ],
    );
    if (over.draftedAt)
      await client.query(
        "insert into achievement_events (achievement_id, at, actor_id, to_state) values ($1, $2, $3, 'WAITING')",
        [id, over.draftedAt, drafter.id],
      );
    await client.query(
      "insert into achievement_revisions (achievement_id, revision_no, author_id, content) values ($1, 1, $2, '{}')",
      [id, drafter.id],
    );
    await client.query(
      "insert into achievement_cadres (achievement_id, revision_no, cadre_id, position, contribution) values ($1, 1, $2, 0, $3)",
      [id, cadre.id, over.contribution ?? "MAIN"],
    );
    for (const record of records) {
      await client.query(
        `insert into achievement_sources (id, achievement_id, kind, observation_id, is_independent, supports, added_by)
         values (gen_random_uuid(), $1, 'document', $2, true, true, $3)`,
        [id, record.id, drafter.id],
      );
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
