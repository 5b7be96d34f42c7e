/** 更正申请 by direct SQL: nothing that the commands refuse goes by another way. */
import { describe, expect, it } from "vitest";
import { TRANSITIONS } from "@/lib/corrections/rules";
import { CORRECTION_STATES } from "@/lib/corrections/schema";
import { asAppRole, owner } from "@/tests/support/owner";
import { ask, createScene } from "./correction-steps";

describe("direct SQL", () => {
  const asPerson = (person: { id: string }, text: string, values: unknown[]) =>
    asAppRole(async (client) => {
      await client.query("begin");
      await client.query("select * from enter($1)", [person.id]);
      const result = await client.query(text, values);
      await client.query("commit");
      return result.rowCount;
    });

  it("answers for nobody else, rewrites nothing and bends no deadline", async () => {
    const scene = await createScene();
    const id = await ask(scene);
    const answered =
      "update correction_requests set state = 'ANSWERED', outcome = 'REFUSED', answer = '不改', answered_by = $2, answered_at = now() where id = $1";
    await expect(asPerson(scene.office, answered, [id, scene.claim.reviewer.id])).rejects.toThrow(
      /by_another|policy/,
    );
    await expect(asPerson(scene.claim.reviewer, answered, [id, scene.claim.reviewer.id])).rejects.toThrow(
      /by_another/,
    );
    await expect(owner().query(answered, [id, scene.claim.reviewer.id])).rejects.toThrow(/by_another/);
    await expect(asPerson(scene.self, answered, [id, scene.self.id])).rejects.toThrow(/policy|by_another/);
    await expect(
      owner().query("update correction_requests set body = '另外一段话' where id = $1", [id]),
    ).rejects.toThrow(/in_place/);
    await expect(owner().query("delete from correction_requests where id = $1", [id])).rejects.toThrow(
      /append_only/,
    );
    await expect(owner().query("delete from correction_events where request_id = $1", [id])).rejects.toThrow(
      /append_only/,
    );
    await expect(
      asPerson(scene.self, "update correction_requests set due_on = city_today() where id = $1", [id]),
    ).rejects.toThrow(/permission denied/);
  });

  it("asks in no other name and about no other cadre's data", async () => {
    const scene = await createScene();
    const other = await createScene();
    const insert = `insert into correction_requests (id, cadre_id, kind, subject, achievement_id, body, asked_by)
      values (gen_random_uuid(), $1, 'REPLY', $2, $3, '一段说明', $4)`;
    for (const values of [
      [other.claim.cadre.id, "BASICS", null, scene.self.id],
      [scene.claim.cadre.id, "BASICS", null, other.self.id],
      [scene.claim.cadre.id, "ACHIEVEMENT", other.claim.id, scene.self.id],
    ])
      await expect(asPerson(scene.self, insert, values)).rejects.toThrow(/policy/);
  });

  it("moves a request only along the table of states", async () => {
    const scene = await createScene();
    const id = await ask(scene);
    for (const from of CORRECTION_STATES) {
      for (const to of CORRECTION_STATES) {
        if (from === to) continue;
        const client = await owner().connect();
        const set = (state: string) =>
          client.query(
            `update correction_requests set state = $2, taken_by = $3::uuid,
               outcome = case when $2 = 'ANSWERED' then 'PARTLY' end, answer = case when $2 = 'ANSWERED' then '已核对' end,
               answered_by = case when $2 = 'ANSWERED' then $3::uuid end, answered_at = case when $2 = 'ANSWERED' then now() end,
               withdraw_reason = case when $2 = 'WITHDRAWN' then '' end where id = $1`,
            [id, state, scene.office.id],
          );
        try {
          await client.query("begin");
          await client.query("alter table correction_requests disable trigger keep_rules");
          await set(from);
          await client.query("alter table correction_requests enable trigger keep_rules");
          const moved = await set(to).then(
            () => true,
            (error: Error) => {
              expect(error.message).toMatch(/transition/);
              return false;
            },
          );
          expect(moved, `${from} → ${to}`).toBe((TRANSITIONS[from] as readonly string[]).includes(to));
        } finally {
          await client.query("rollback");
          client.release();
        }
      }
    }
  });
});
