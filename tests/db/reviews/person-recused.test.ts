/** Who is recused from a person under review (rule 8): finds nothing of them, decides nothing, and may look again afterwards. */
import { describe, expect, it } from "vitest";
import { getCadreFile } from "@/lib/cadres/file/queries";
import { cadreFileFilter } from "@/lib/cadres/file/schema";
import { listCadres } from "@/lib/cadres/queries";
import { cadreFilter } from "@/lib/cadres/schema";
import { read } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";
import { liftRecusal, stepReviewBatch } from "@/lib/reviews/commands";
import { findDecision, getBatch, getCandidate, getPosition } from "@/lib/reviews/queries";
import { createAchievement } from "@/tests/support/achievements";
import {
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  type Person,
  today,
} from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";
import { createReview, decideReview } from "@/tests/support/reviews";
import { opine, recuse, refusal } from "./review-steps";

describe("a person who is recused", () => {
  const canary = "金丝雀水杉";
  async function recusedWorld() {
    const unit = await createUnit();
    const cadre = await createCadre(unit, { name: `某${canary}` });
    const other = await createCadre(unit);
    const observer = await createPerson("OBSERVER", { units: [unit] });
    const record = await createObservation(observer, unit, {
      cadres: [cadre, other],
      state: "ACCEPTED",
      fact: `${canary}在现场协调`,
    });
    const reviewer = await createPerson("REVIEWER", { clearance: 3 });
    const claim = await createAchievement(reviewer, unit, cadre, [record]);
    const review = await createReview({ unit, cadres: [cadre, other] });
    const second = await createPerson("REVIEWER", { clearance: 3 });
    return { unit, cadre, other, record, claim, review, second };
  }

  it("opens nothing of the cadre by any query, as long as the batch is open", async () => {
    const { cadre, other, record, claim, review, second } = await recusedWorld();
    const file = (person: Person, id: string) =>
      read(person, (db) =>
        getCadreFile(
          db,
          { id: person.id, roles: ["REVIEWER"], cadreId: null },
          id,
          cadreFileFilter.parse({}),
          today(),
        ),
      );
    expect((await file(second, cadre.id)).name).toBe(cadre.name);
    expect(await recuse(review, second, second)).toMatchObject({ ok: true });

    await expect(file(second, cadre.id)).rejects.toThrow();
    expect((await file(second, other.id)).records?.strength.records).toBe(0);
    expect((await file(review.reviewer, other.id)).records?.strength.records).toBe(1);
    await expect(
      read(second, (db) => getCandidate(db, second.id, review.candidateIds[0] ?? "")),
    ).rejects.toThrow();
    const page = await read(second, (db) => getPosition(db, second.id, review.positionId));
    expect(page.candidates.map(({ cadreId }) => cadreId)).toEqual([other.id]);
    expect((await read(second, (db) => getBatch(db, second.id, review.batchId))).closed).toBe(1);

    const list = (person: Person) =>
      read(person, (db) =>
        listCadres(
          db,
          { roles: ["REVIEWER"], cadreId: null },
          cadreFilter.parse({ unit: review.unit.id }),
          today(),
        ),
      );
    expect((await list(second)).items.map(({ id }) => id)).toEqual([other.id]);
    // the group record is closed with them, in the counts too (rule 10)
    expect((await list(second)).items[0]).toMatchObject({ recentRecords: 0 });
    expect((await list(review.reviewer)).items).toHaveLength(2);
    expect((await list(review.reviewer)).items.map(({ recentRecords }) => recentRecords)).toEqual([1, 1]);

    await asAppRole(async (client) => {
      await client.query("begin");
      await client.query("select enter($1)", [second.id]);
      const { rows: tables } = await client.query(`
        select c.relname as name, a.attname as key from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'cadre_id'
        where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and has_column_privilege(c.oid, a.attnum, 'select')`);
      expect(tables.length).toBeGreaterThan(10);
      for (const { name } of tables) {
        const { rows } = await client.query(
          `select count(*)::int as n from ${client.escapeIdentifier(name)} where cadre_id = $1`,
          [cadre.id],
        );
        // who opened a file is no part of it
        if (name !== "read_logs") expect(rows[0].n, name).toBe(0);
      }
      const { rows: texts } = await client.query(
        "select count(*)::int as n from observations where id = $1",
        [record.id],
      );
      const { rows: claims } = await client.query(
        "select count(*)::int as n from achievements where id = $1",
        [claim],
      );
      const { rows: found } = await client.query(
        `select count(*)::int as n from search_observations(array['${canary}'], array['%${canary}%'], '{}', 10) s join observations o on o.id = s.id`,
      );
      expect([texts[0].n, claims[0].n, found[0].n]).toEqual([0, 0, 0]);
      await client.query("rollback");
    });
    expect(await opine(second, review, "AGREE")).toMatchObject({ ok: false, kind: "notFound" });
  });

  it("may look again when the batch is over, but not into the review; others never were shut out", async () => {
    const { cadre, review, second } = await recusedWorld();
    await recuse(review, review.leader, second);
    const sees = () =>
      read(
        second,
        async (db) => (await db.rows(sql`select 1 from cadres where id = ${cadre.id}::uuid`)).length,
      );
    expect(await sees()).toBe(0);
    expect(
      await stepReviewBatch(review.reviewer, {
        id: review.batchId,
        rowVersion: 1,
        step: "CANCEL",
        reason: "机构调整",
      }),
    ).toMatchObject({ ok: true });
    expect(await sees()).toBe(1);
    await expect(
      read(second, (db) => getCandidate(db, second.id, review.candidateIds[0] ?? "")),
    ).rejects.toThrow();
  });

  it("is set by a leader or by oneself, lifted by another leader, and it is kept", async () => {
    const review = await createReview();
    const second = await createPerson("REVIEWER", { clearance: 3 });
    expect(await recuse(review, second, review.leader)).toMatchObject({ ok: false });
    expect(await recuse(review, review.leader, await createPerson("ADMIN"))).toMatchObject(
      refusal("notParticipant"),
    );
    expect(await recuse(review, review.leader, second)).toMatchObject({ ok: true });
    const { rows } = await owner().query("select id from review_recusals where user_id = $1", [second.id]);
    expect(await liftRecusal(second, { id: rows[0].id, reason: "不存在" })).toMatchObject({
      ok: false,
      kind: "denied",
    });
    expect(await liftRecusal(review.leader, { id: rows[0].id, reason: "查明不是同一人" })).toMatchObject({
      ok: true,
    });
    await expect(owner().query("delete from review_recusals where id = $1", [rows[0].id])).rejects.toThrow(
      /append_only/,
    );
    await expect(
      owner().query(
        "update review_recusals set lifted_at = null, lifted_by = null, lift_reason = null where id = $1",
        [rows[0].id],
      ),
    ).rejects.toThrow(/in_place/);
  });

  it("is recused by itself where the review is about them", async () => {
    const unit = await createUnit();
    const cadre = await createCadre(unit);
    const self = await createPerson(["REVIEWER", "CADRE"], { clearance: 3, cadreId: cadre.id });
    const review = await createReview({ unit, cadres: [cadre, await createCadre(unit)] });
    const { rows } = await owner().query("select kind from review_recusals where user_id = $1", [self.id]);
    expect(rows).toEqual([{ kind: "SELF" }]);
    await expect(
      read(self, (db) => getCandidate(db, self.id, review.candidateIds[0] ?? "")),
    ).rejects.toThrow();
    const [own] = await read(self, (db) =>
      db.rows<{ n: number }>(sql`select count(*)::int as n from cadres where id = ${cadre.id}::uuid`),
    );
    expect(own?.n).toBe(1);
  });

  it("does not decide, and leaves the room by name", async () => {
    const review = await createReview();
    const other = await createPerson("LEADER", { clearance: 3 });
    await recuse(review, review.leader, other);
    expect(await decideReview({ ...review, leader: other }, 0).catch(() => "closed")).toBe("closed");
    expect(await decideReview(review, 0)).toMatchObject({ ok: true });
    const decision = await read(review.leader, (db) => findDecision(db, review.candidateIds[0] ?? ""));
    expect(decision?.recusals).toMatchObject([{ name: other.name, kind: "COLLEAGUE" }]);
    expect(decision?.attendees.map(({ part }) => part)).toEqual(["CHAIR", "MEMBER"]);
  });
});
