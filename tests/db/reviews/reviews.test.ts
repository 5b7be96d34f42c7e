/** 任用研判 (rules 6 and 8): people by reason, recusals on every path, views hidden, decisions kept with their evidence. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { getCadreFile } from "@/lib/cadres/file/queries";
import { cadreFileFilter } from "@/lib/cadres/file/schema";
import { listCadres } from "@/lib/cadres/queries";
import { cadreFilter } from "@/lib/cadres/schema";
import { tellDueTrials } from "@/lib/notices/sweep/commands";
import { addDays } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";
import {
  liftRecusal,
  moveCandidate,
  nameCandidates,
  openReviewBatch,
  recuseFromCandidate,
  stepReviewBatch,
  stepReviewPosition,
} from "@/lib/reviews/commands";
import { decideCandidate, giveOpinion } from "@/lib/reviews/meeting/commands";
import {
  answerObjection,
  putUpNotice,
  recordOutcome,
  registerObjection,
  settleTrial,
} from "@/lib/reviews/notice/commands";
import { findDecision, getBatch, getCandidate, getPosition } from "@/lib/reviews/queries";
import { changesSince } from "@/lib/reviews/snapshot/rules";
import { snapshotSchema } from "@/lib/reviews/snapshot/schema";
import { createAchievement } from "@/tests/support/achievements";
import {
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  daysAgo,
  type Person,
  today,
} from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";
import { createReview, decideReview, evidenceOf, type TestReview } from "@/tests/support/reviews";

const refusal = (reason: string) => ({ ok: false, kind: "refused", reason: `reviews.reason.${reason}` });
const recuse = (review: TestReview, by: Person, person: Person, at = 0) =>
  recuseFromCandidate(by, {
    id: randomUUID(),
    candidateId: review.candidateIds[at],
    userId: person.id,
    kind: "COLLEAGUE",
    reason: "曾在同一科室共事",
  });
const opine = (person: Person, review: TestReview, mark: string, at = 0, reason = "看过现场记录") =>
  giveOpinion(person, { id: randomUUID(), candidateId: review.candidateIds[at], mark, reason });
const viewsOf = (person: Person, review: TestReview, at = 0) =>
  read(
    person,
    async (db) => (await getCandidate(db, person.id, review.candidateIds[at] ?? "")).candidate.opinions,
  );

describe("people of a post", () => {
  it("are named by a reviewer with a reason, once; what the rule missed is kept", async () => {
    const review = await createReview({ listing: true });
    const page = await read(review.leader, (db) => getPosition(db, review.leader.id, review.positionId));
    expect(page.candidates.map(({ stage, reason }) => [stage, reason])).toEqual([
      ["SHORT", "建议上会"],
      ["SHORT", "建议上会"],
    ]);
    // the builder's cadre holds another level than the post asks for
    expect(page.candidates[0]?.missing).toMatchObject([{ code: "level" }]);
    const again = { positionId: review.positionId, cadreIds: [review.cadres[0]?.id], reason: "再提一次" };
    expect(await nameCandidates(review.reviewer, again)).toMatchObject(refusal("alreadyNamed"));
    expect(await nameCandidates(review.leader, again)).toMatchObject({ ok: false, kind: "denied" });
    expect(await nameCandidates(review.reviewer, { ...again, reason: "" })).toMatchObject({
      ok: false,
      kind: "invalid",
    });
  });

  it("stay as they are while views are given, and come back to the list with a reason", async () => {
    const review = await createReview();
    const move = { id: review.candidateIds[0], rowVersion: 2, stage: "DROPPED", reason: "不再考虑" };
    expect(await moveCandidate(review.reviewer, move)).toMatchObject(refusal("wrongState"));
    const back = { id: review.positionId, rowVersion: 2, step: "BACK" };
    expect(await stepReviewPosition(review.reviewer, back)).toMatchObject(refusal("reasonNeeded"));
    expect(await stepReviewPosition(review.reviewer, { ...back, reason: "补充人选" })).toMatchObject({
      ok: true,
    });
    expect(await moveCandidate(review.reviewer, move)).toMatchObject({ ok: true });
  });

  it("are read by reviewers and leaders, and by nobody else", async () => {
    const review = await createReview();
    for (const role of [
      "OBSERVER",
      "ADMIN",
      "LIAISON",
      "CADRE",
      "SYSADMIN",
      "SECADMIN",
      "AUDITOR",
    ] as const) {
      const person = await createPerson(role, {
        units: role === "OBSERVER" ? [review.unit] : [],
        unitId: role === "LIAISON" ? review.unit.id : undefined,
        cadreId: role === "CADRE" ? review.cadres[0]?.id : undefined,
      });
      await expect(
        read(person, (db) => getBatch(db, person.id, review.batchId)),
        role,
      ).rejects.toThrow();
      for (const table of [
        "review_batches",
        "review_positions",
        "review_candidates",
        "review_events",
        "review_attendees",
        "promotion_outcomes",
      ]) {
        const { rows } = await asAppRole(async (client) => {
          await client.query("begin");
          await client.query("select enter($1)", [person.id]);
          const found = await client.query(`select count(*)::int as n from ${table}`);
          await client.query("rollback");
          return found;
        });
        expect(rows[0].n, `${role} ${table}`).toBe(0);
      }
      expect(await openReviewBatch(person, { id: randomUUID(), title: "不该有" })).toMatchObject({
        ok: false,
        kind: "denied",
      });
    }
  });
});

describe("views before the meeting", () => {
  it("hide what others think until one's own is in, in the database itself", async () => {
    const review = await createReview();
    const second = await createPerson("REVIEWER", { clearance: 3 });
    expect(await opine(second, review, "QUESTION", 0, "台账数字要说清")).toMatchObject({ ok: true });
    expect(await viewsOf(review.leader, review)).toEqual([]);
    expect((await viewsOf(second, review)).map(({ mark }) => mark)).toEqual(["QUESTION"]);
    // of the other person the own view opens nothing
    expect(await opine(review.leader, review, "AGREE", 1)).toMatchObject({ ok: true });
    expect(await viewsOf(review.leader, review)).toEqual([]);
    expect(await opine(review.leader, review, "SKIP", 0, "")).toMatchObject({ ok: true });
    expect((await viewsOf(review.leader, review)).map(({ mark }) => mark)).toEqual(["QUESTION", "SKIP"]);
  });

  it("are given once, a question with its grounds, and never changed", async () => {
    const review = await createReview();
    expect(await opine(review.leader, review, "QUESTION", 0, "")).toMatchObject({
      ok: false,
      kind: "invalid",
    });
    expect(await opine(review.leader, review, "AGREE")).toMatchObject({ ok: true });
    expect(await opine(review.leader, review, "SKIP")).toMatchObject(refusal("wrongState"));
    await expect(
      owner().query("update review_opinions set mark = 'SKIP' where candidate_id = $1", [
        review.candidateIds[0],
      ]),
    ).rejects.toThrow(/append_only/);
    await expect(
      owner().query("delete from review_opinions where candidate_id = $1", [review.candidateIds[0]]),
    ).rejects.toThrow(/append_only/);
  });
});

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

describe("a decision", () => {
  it("is a leader's, on the evidence that stood on the page", async () => {
    const review = await createReview();
    expect(await decideReview(review, 0, "APPOINT", { digest: "0".repeat(64) })).toMatchObject(
      refusal("evidenceChanged"),
    );
    const asReviewer = {
      id: randomUUID(),
      candidateId: review.candidateIds[0],
      decision: "APPOINT",
      decidedOn: today(),
      reason: "试",
      digest: "0".repeat(64),
    };
    expect(await decideCandidate(review.reviewer, { ...asReviewer, reason: "试一下" })).toMatchObject({
      ok: false,
      kind: "denied",
    });
    expect(await decideReview(review, 0, "APPOINT", { decidedOn: addDays(today(), 1) })).toMatchObject(
      refusal("notYet"),
    );
    expect(await decideReview(review, 0)).toMatchObject({ ok: true });
    expect(await decideReview(review, 0)).toMatchObject(refusal("wrongState"));
    expect(await decideReview(review, 1)).toMatchObject(refusal("noPlace"));
    expect(await decideReview(review, 1, "NOT_NOW")).toMatchObject({ ok: true });
    const page = await read(review.leader, (db) => getPosition(db, review.leader.id, review.positionId));
    expect(page.state).toBe("DECIDED");
  });

  it("keeps exactly what was seen, and says what is different since", async () => {
    const unit = await createUnit();
    const cadre = await createCadre(unit);
    const observer = await createPerson("OBSERVER", { units: [unit] });
    await createObservation(observer, unit, { cadres: [cadre], state: "ACCEPTED" });
    const review = await createReview({ unit, cadres: [cadre, await createCadre(unit)] });
    const seen = await evidenceOf(review.leader, cadre.id);
    expect(await decideReview(review, 0)).toMatchObject({ ok: true });
    await createObservation(observer, unit, { cadres: [cadre], state: "ACCEPTED" });
    await owner().query("update cadres set education = '研究生' where id = $1", [cadre.id]);

    const decision = await read(review.leader, (db) => findDecision(db, review.candidateIds[0] ?? ""));
    const kept = snapshotSchema.parse(decision?.evidence);
    expect(kept).toEqual(seen.snapshot);
    expect(decision?.digest).toBe(seen.digest);
    const now = await evidenceOf(review.leader, cadre.id);
    expect(changesSince(kept, now.snapshot)).toEqual([
      { section: "basics", kind: "changed", text: `${kept.cadre.education} → 研究生` },
      { section: "records", kind: "changed", text: "1 → 2" },
      { section: "positive", kind: "changed", text: "1 → 2" },
    ]);
  });

  it("is never changed or deleted, nor taken without its evidence, by direct SQL", async () => {
    const review = await createReview();
    await decideReview(review, 0);
    const id = [review.candidateIds[0]];
    for (const statement of [
      "update review_decisions set decision = 'NOT_NOW' where candidate_id = $1",
      "delete from review_decisions where candidate_id = $1",
      "update review_snapshots set evidence = '{}' where decision_id in (select id from review_decisions where candidate_id = $1)",
      "delete from review_snapshots where decision_id in (select id from review_decisions where candidate_id = $1)",
      "delete from review_events where candidate_id = $1",
      "delete from review_candidates where id = $1",
    ])
      await expect(owner().query(statement, id), statement).rejects.toThrow(/append_only/);
    const alone = asAppRole(async (client) => {
      await client.query("begin");
      await client.query("select enter($1)", [review.leader.id]);
      await client.query(
        "insert into review_decisions (id, candidate_id, decision, reason, decided_on, decided_by) values ($1, $2, 'NOT_NOW', '没有材料', city_today(), $3)",
        [randomUUID(), review.candidateIds[1], review.leader.id],
      );
      await client.query("commit");
    });
    await expect(alone).rejects.toThrow(/review_decisions_snapshot/);
  });

  it("taken twice at once is taken once, and one place is filled once", async () => {
    const review = await createReview();
    const twice = await Promise.all([decideReview(review, 0), decideReview(review, 0)]);
    expect(twice.filter(({ ok }) => ok)).toHaveLength(1);
    const another = await createReview();
    const both = await Promise.all([decideReview(another, 0), decideReview(another, 1)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("keeps evidence above one's level from whoever has less", async () => {
    const review = await createReview();
    await decideReview(review, 0);
    await owner().query("alter table review_snapshots disable trigger append_only");
    await owner().query(
      "update review_snapshots set confidentiality = 3 where decision_id in (select id from review_decisions where candidate_id = $1)",
      [review.candidateIds[0]],
    );
    await owner().query("alter table review_snapshots enable trigger append_only");
    const low = await createPerson("REVIEWER", { clearance: 1 });
    expect((await read(low, (db) => findDecision(db, review.candidateIds[0] ?? "")))?.evidence).toBeNull();
    expect(
      (await read(review.reviewer, (db) => findDecision(db, review.candidateIds[0] ?? "")))?.evidence,
    ).not.toBeNull();
  });
});

describe("after the meeting", () => {
  const notice = (review: TestReview, over: Record<string, unknown> = {}) => ({
    id: randomUUID(),
    batchId: review.batchId,
    number: "任前公示〔2026〕1号",
    startsOn: today(),
    endsOn: addDays(today(), 14),
    contact: "12380",
    candidateIds: [review.candidateIds[0]],
    ...over,
  });
  /** As if it had been put up long enough ago. */
  const noticeOver = async (review: TestReview) => {
    const id = randomUUID();
    await owner().query(
      "insert into public_notices (id, batch_id, number, starts_on, ends_on, contact, added_by) values ($1, $2, '公示一号', city_today() - 40, city_today() - 20, '12380', $3)",
      [id, review.batchId, review.reviewer.id],
    );
    await owner().query("alter table public_notice_entries disable trigger keep");
    await owner().query("insert into public_notice_entries (notice_id, candidate_id) values ($1, $2)", [
      id,
      review.candidateIds[0],
    ]);
    await owner().query("alter table public_notice_entries enable trigger keep");
    return id;
  };
  const outcome = (review: TestReview) => ({
    id: randomUUID(),
    candidateId: review.candidateIds[0],
    startedOn: today(),
    document: "任字〔2026〕1号",
    hasTrial: "on",
  });

  it("a notice stands five working days and names who is to be appointed", async () => {
    const review = await createReview();
    await decideReview(review, 0);
    expect(await putUpNotice(review.reviewer, notice(review, { endsOn: addDays(today(), 4) }))).toMatchObject(
      refusal("noticeTooShort"),
    );
    expect(
      await putUpNotice(review.reviewer, notice(review, { candidateIds: [review.candidateIds[1]] })),
    ).toMatchObject(refusal("notDecided"));
    expect(await putUpNotice(review.reviewer, notice(review))).toMatchObject({ ok: true });
    expect(await recordOutcome(review.reviewer, outcome(review))).toMatchObject(refusal("noticeNotOver"));
    await expect(
      owner().query(
        "insert into public_notices (id, batch_id, number, starts_on, ends_on, contact, added_by) values ($1, $2, '短公示', city_today(), city_today() + 3, '12380', $3)",
        [randomUUID(), review.batchId, review.reviewer.id],
      ),
    ).rejects.toThrow(/public_notices_five_days/);
  });

  it("an objection is answered once by another, upheld by a leader alone, and holds the appointment up", async () => {
    const review = await createReview();
    await decideReview(review, 0);
    const noticeId = await noticeOver(review);
    const second = await createPerson("REVIEWER", { clearance: 3 });
    const id = randomUUID();
    expect(
      await registerObjection(review.reviewer, {
        id,
        noticeId,
        candidateId: review.candidateIds[0],
        receivedOn: daysAgo(25),
        text: "反映事项",
      }),
    ).toMatchObject({ ok: true });
    expect(await recordOutcome(review.reviewer, outcome(review))).toMatchObject(refusal("objectionStands"));
    expect(
      await answerObjection(review.reviewer, { id, finding: "UNFOUNDED", answer: "查无此事" }),
    ).toMatchObject(refusal("ownObjection"));
    expect(await answerObjection(second, { id, finding: "UPHELD", answer: "属实" })).toMatchObject(
      refusal("leaderUpholds"),
    );
    expect(await answerObjection(second, { id, finding: "UNFOUNDED", answer: "查无此事" })).toMatchObject({
      ok: true,
    });
    expect(await answerObjection(review.leader, { id, finding: "UPHELD", answer: "再看" })).toMatchObject({
      ok: false,
      kind: "stale",
    });
    expect(await recordOutcome(review.reviewer, outcome(review))).toMatchObject({ ok: true });
  });

  it("an appointment ends the old post the day before, begins the new one, and has its trial year", async () => {
    const review = await createReview();
    await decideReview(review, 0);
    await decideReview(review, 1, "NOT_NOW");
    expect(
      await stepReviewBatch(review.reviewer, { id: review.batchId, rowVersion: 1, step: "CLOSE" }),
    ).toMatchObject(refusal("notWhole"));
    await noticeOver(review);
    const input = outcome(review);
    expect(await recordOutcome(review.reviewer, input)).toMatchObject({ ok: true });
    expect(await recordOutcome(review.reviewer, outcome(review))).toMatchObject({ ok: false });
    const { rows } = await owner().query(
      "select title, starts_on::text, ends_on::text from post_holdings where cadre_id = $1 order by starts_on",
      [review.cadres[0]?.id],
    );
    expect(rows.map(({ title, ends_on }) => [title === "副局长", ends_on])).toEqual([
      [false, daysAgo(1)],
      [true, null],
    ]);
    const { rows: stored } = await owner().query(
      "select trial_ends_on::text, post_holding_id from promotion_outcomes where id = $1",
      [input.id],
    );
    expect(stored[0].post_holding_id).not.toBeNull();
    expect(
      await settleTrial(review.reviewer, {
        id: input.id,
        result: "EXTENDED",
        reason: "再看半年",
        until: stored[0].trial_ends_on,
      }),
    ).toMatchObject(refusal("trialLonger"));
    expect(
      await settleTrial(review.reviewer, { id: input.id, result: "PASSED", reason: "考核合格", until: "" }),
    ).toMatchObject({ ok: true });
    expect(
      await settleTrial(review.reviewer, { id: input.id, result: "FAILED", reason: "再改", until: "" }),
    ).toMatchObject(refusal("wrongState"));
    await expect(
      owner().query("update promotion_outcomes set to_title = '局长' where id = $1", [input.id]),
    ).rejects.toThrow(/in_place/);
    expect(
      await stepReviewBatch(review.reviewer, { id: review.batchId, rowVersion: 1, step: "CLOSE" }),
    ).toMatchObject({ ok: true });
    await expect(
      owner().query("update review_batches set title = '改名' where id = $1", [review.batchId]),
    ).rejects.toThrow(/transition/);
  });

  it("the end of a trial year is told to the reviewers once, a month ahead", async () => {
    const review = await createReview();
    const id = randomUUID();
    await owner().query(
      `insert into promotion_outcomes (id, cadre_id, decided_on, started_on, to_unit_id, to_title, to_level, to_tier, trial_ends_on)
       values ($1, $2, city_today() - 350, city_today() - 340, $3, '副局长', '乡科级副职', 'TEAM', city_today() + 25)`,
      [id, review.cadres[0]?.id, review.unit.id],
    );
    await tellDueTrials();
    await tellDueTrials();
    const { rows } = await owner().query(
      "select count(*)::int as n from notifications where kind = 'TRIAL_DUE' and matter_id = $1 and user_id = any ($2)",
      [id, [review.reviewer.id, review.leader.id]],
    );
    expect(rows[0].n).toBe(1);
  });
});
