/** The deadline of a step is told to whose turn it is, once; never to who is named in the case. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { noticeNews } from "@/lib/notices/queries";
import { noticeHref } from "@/lib/notices/rules";
import { tellDueTolerance } from "@/lib/notices/sweep/commands";
import { read } from "@/lib/platform/db";
import { createPerson } from "@/tests/support/builders";
import { owner } from "@/tests/support/owner";
import { createTolerance } from "@/tests/support/tolerance";

describe("tellDueTolerance", () => {
  it("tells the reviewers of what waits too long once, in however many runs", async () => {
    const made = await createTolerance();
    const id = randomUUID();
    await owner().query(
      `insert into tolerance_cases (id, kind, title, unit_id, account, applied_by, applied_at)
       values ($1, 'POST', '积存的申请', $2, '补偿标准适用有误', $3, now() - interval '60 days')`,
      [id, made.unit.id, made.liaison.id],
    );
    await owner().query("insert into tolerance_cadres (tolerance_id, cadre_id) values ($1, $2)", [
      id,
      made.cadre.id,
    ]);
    const named = await createPerson("REVIEWER", { cadreId: made.cadre.id });
    await Promise.all([tellDueTolerance(), tellDueTolerance()]);
    await tellDueTolerance();
    const { rows } = await owner().query(
      "select user_id from notifications where matter_id = $1 and kind = 'TOLERANCE_DUE'",
      [id],
    );
    const people = rows.map((row) => row.user_id as string);
    expect(new Set(people).size).toBe(people.length);
    expect(people).toContain(made.reviewers[0].id);
    for (const person of [named, made.liaison, made.leader]) expect(people).not.toContain(person.id);
    const news = await read(made.reviewers[0], (db) => noticeNews(db, made.reviewers[0].id));
    const notice = news.notices.find(({ tolerance }) => tolerance?.id === id);
    expect(notice && noticeHref(notice, "desk", { unitIds: [] })).toBe(`/tolerance/${id}`);
  });
});
