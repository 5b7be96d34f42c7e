/** What is told, to whom, once; and that nobody else reads it. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { markNoticesRead } from "@/lib/notices/commands";
import { countUnread, noticeNews } from "@/lib/notices/queries";
import type { Notice } from "@/lib/notices/rules";
import { tellDueFollowUps } from "@/lib/notices/sweep/commands";
import { logObservation } from "@/lib/observations/commands";
import { reviewObservation } from "@/lib/observations/review/commands";
import { addDays } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { can, ROLES } from "@/lib/platform/rights";
import { sql } from "@/lib/platform/sql";
import {
  createAssignment,
  createObservation,
  createPerson,
  createUnit,
  daysAgo,
  type Person,
  today,
} from "@/tests/support/builders";
import { entry } from "@/tests/support/entries";
import { asAppRole, owner } from "@/tests/support/owner";

const noticesOf = async (person: Person): Promise<Notice[]> =>
  (await read(person, (db) => noticeNews(db, person.id))).notices;

async function scene() {
  const unit = await createUnit();
  const observer = await createPerson("OBSERVER", { units: [unit] });
  const second = await createPerson("OBSERVER");
  const reviewer = await createPerson("REVIEWER", { clearance: 3 });
  return { unit, observer, second, reviewer };
}

const addFollowUp = async (
  record: { id: string },
  unit: { id: string },
  person: { id: string },
  over: { dueOn?: string | null; doneAt?: Date | null; title?: string } = {},
): Promise<string> => {
  const id = randomUUID();
  await owner().query(
    "insert into follow_ups (id, observation_id, unit_id, owner_id, title, due_on, done_at) values ($1,$2,$3,$4,$5,$6,$7)",
    [
      id,
      record.id,
      unit.id,
      person.id,
      over.title ?? "回访企业",
      over.dueOn === undefined ? today() : over.dueOn,
      over.doneAt ?? null,
    ],
  );
  return id;
};

/** A second revision that names this second observer. */
const correct = (record: { id: string }, author: { id: string }, second: { id: string } | null) =>
  owner().query(
    `with kept as (insert into observation_revisions (observation_id, revision_no, author_id, content)
                   values ($1, 2, $2, '{}'))
     update observations set state = 'SUBMITTED', revision_no = 2, second_observer_id = $3 where id = $1`,
    [record.id, author.id, second?.id ?? null],
  );

describe("a returned record", () => {
  it("is told to its observer with the reason, not to the second one; each return anew", async () => {
    const { unit, observer, second, reviewer } = await scene();
    const record = await createObservation(observer, unit, { state: "SUBMITTED", secondObserver: second });
    const outcome = await reviewObservation(reviewer, {
      id: record.id,
      revisionNo: 1,
      decision: "RETURN",
      reason: "请补充数字",
    });
    expect(outcome.ok).toBe(true);
    expect(await noticesOf(observer)).toMatchObject([
      {
        kind: "RETURNED",
        unitName: unit.shortName,
        isRead: false,
        record: { id: record.id, reason: "请补充数字", isRewritten: false },
      },
    ]);
    expect((await noticesOf(second)).map(({ kind }) => kind)).not.toContain("RETURNED");
  });

  it("says nothing of an accepted one, and nothing of what was decided long ago", async () => {
    const { unit, observer, reviewer } = await scene();
    await createObservation(observer, unit, { state: "ACCEPTED", reviewer });
    const old = await createObservation(observer, unit, { state: "RETURNED" });
    await owner().query(
      `insert into observation_reviews (observation_id, revision_no, reviewer_id, decision, reason, decided_at)
       values ($1, 1, $2, 'RETURN', '从前的', now() - interval '40 days')`,
      [old.id, reviewer.id],
    );
    expect(await noticesOf(observer)).toEqual([]);
  });

  it("says so once it was submitted again", async () => {
    const { unit, observer, reviewer } = await scene();
    const record = await createObservation(observer, unit, { state: "RETURNED", reviewer });
    const [before] = await noticesOf(observer);
    expect(before?.record?.isRewritten).toBe(false);
    await correct(record, observer, null);
    const [after] = await noticesOf(observer);
    expect(after?.record?.isRewritten).toBe(true);
  });
});

describe("a second observer", () => {
  it("is told when named, and once", async () => {
    const { unit, observer, second } = await scene();
    const body = await entry(unit, [], { secondObserverId: second.id });
    expect((await logObservation(observer, body)).ok).toBe(true);
    expect((await logObservation(observer, body)).ok).toBe(true);
    expect(await noticesOf(second)).toMatchObject([
      { kind: "WITNESS_ASKED", record: { id: body.id, observerName: observer.name } },
    ]);
    expect(await noticesOf(observer)).toEqual([]);
  });

  it("is told when a correction names them", async () => {
    const { unit, observer, second } = await scene();
    const record = await createObservation(observer, unit, { state: "ACCEPTED" });
    await correct(record, observer, second);
    expect(await noticesOf(second)).toMatchObject([{ kind: "WITNESS_ASKED", record: { id: record.id } }]);
  });

  it("who is no longer named is told in general words", async () => {
    const { unit, observer, second } = await scene();
    const record = await createObservation(observer, unit, {
      state: "ACCEPTED",
      secondObserver: second,
      confidentiality: 3,
      on: today(),
    });
    await correct(record, observer, null);
    expect(await noticesOf(second)).toMatchObject([{ kind: "WITNESS_ASKED", record: null }]);
  });
});

describe("a change of assignments", () => {
  it("is told to the observer whose it is", async () => {
    const unit = await createUnit();
    const observer = await createPerson("OBSERVER");
    const id = await createAssignment(observer, unit, { startsOn: today() });
    const until = addDays(today(), 3);
    await owner().query("update assignments set ends_on = $2, end_reason = '轮岗' where id = $1", [
      id,
      until,
    ]);
    await owner().query("update assignments set row_version = 2 where id = $1", [id]);
    // both may have come in the same millisecond: their order is chance
    const told = (await noticesOf(observer)).sort((a, b) => a.kind.localeCompare(b.kind));
    expect(told).toMatchObject([
      { kind: "UNIT_ASSIGNED", day: today(), unitName: unit.shortName },
      { kind: "UNIT_ENDED", day: until, unitName: unit.shortName },
    ]);
  });

  it("of long ago is no news", async () => {
    const observer = await createPerson("OBSERVER");
    await createAssignment(observer, await createUnit(), { startsOn: daysAgo(31) });
    expect(await noticesOf(observer)).toEqual([]);
  });
});

describe("tellDueFollowUps", () => {
  it("tells what is due and not done, once, however many replicas sweep", async () => {
    const { unit, observer } = await scene();
    const record = await createObservation(observer, unit);
    const due = await addFollowUp(record, unit, observer, { title: "看整改" });
    await addFollowUp(record, unit, observer, { dueOn: addDays(today(), 1) });
    await addFollowUp(record, unit, observer, { dueOn: null });
    await addFollowUp(record, unit, observer, { doneAt: new Date() });
    await Promise.all([tellDueFollowUps(), tellDueFollowUps(), tellDueFollowUps()]);
    await tellDueFollowUps();
    expect(await noticesOf(observer)).toMatchObject([
      { kind: "FOLLOW_UP_DUE", day: today(), followUp: { id: due, title: "看整改", isDone: false } },
    ]);
  });

  it("is not the app role's to call", async () => {
    for (const call of ["tell_due_follow_ups()", "claim_pushes()", "drop_push(gen_random_uuid())"])
      await expect(
        asAppRole((client) => client.query(`select ${call}`)),
        call,
      ).rejects.toThrow(/permission denied/);
  });
});

describe("notices", () => {
  it("are read by their person alone", async () => {
    const { unit, observer, reviewer } = await scene();
    await createObservation(observer, unit, { state: "RETURNED", reviewer });
    const leader = await createPerson("LEADER", { clearance: 3 });
    for (const other of [reviewer, leader]) {
      const [seen] = await read(other, (db) =>
        db.rows<{ n: number }>(
          sql`select count(*)::int as n from notifications where user_id = ${observer.id}::uuid`,
        ),
      );
      expect(seen?.n).toBe(0);
    }
  });

  it.each(ROLES.filter((role) => !can({ roles: [role] }, "notices.read")))(
    "tell %s nothing, even of the time as an observer",
    async (role) => {
      const { unit, reviewer } = await scene();
      const person = await createPerson(role);
      await createObservation(person, unit, { state: "RETURNED", reviewer });
      expect(await noticesOf(person)).toEqual([]);
      expect(await markNoticesRead(person, { until: new Date().toISOString() })).toEqual({
        ok: false,
        kind: "denied",
      });
    },
  );

  it("are neither written, rewritten nor deleted by the app role", async () => {
    const { unit, observer, reviewer } = await scene();
    await createObservation(observer, unit, { state: "RETURNED", reviewer });
    for (const text of [
      `insert into notifications (user_id, kind) values ('${observer.id}', 'RETURNED')`,
      "update notifications set kind = 'UNIT_ENDED'",
      "delete from notifications",
      `insert into push_subscriptions (user_id, endpoint, p256dh, auth) values ('${observer.id}', 'https://x', 'a', 'b')`,
    ]) {
      await expect(
        asAppRole(async (client) => {
          await client.query("begin");
          await client.query("select 1 from enter($1::uuid)", [observer.id]);
          await client.query(text);
        }),
        text,
      ).rejects.toThrow(/permission denied/);
    }
  });

  it("hold no text", async () => {
    const { rows } = await owner().query(
      "select column_name from information_schema.columns where table_name = 'notifications' and data_type = 'text'",
    );
    expect(rows).toEqual([{ column_name: "kind" }]);
  });
});

describe("markNoticesRead", () => {
  async function three() {
    const { unit, observer, reviewer } = await scene();
    for (let n = 0; n < 3; n++) await createObservation(observer, unit, { state: "RETURNED", reviewer });
    return { observer, reviewer, unit, notices: await noticesOf(observer) };
  }

  it("marks one and puts it behind the unread", async () => {
    const { observer, notices } = await three();
    const newest = notices[0]?.id;
    expect(await markNoticesRead(observer, { ids: [newest] })).toEqual({ ok: true, value: { unread: 2 } });
    const after = await read(observer, (db) => noticeNews(db, observer.id));
    expect(after.unread).toBe(2);
    expect(after.notices.at(-1)).toMatchObject({ id: newest, isRead: true });
  });

  it("marks all that were there, and counts beyond the page", async () => {
    const { observer, reviewer, unit, notices } = await three();
    const until = notices[0]?.createdAt;
    await createObservation(observer, unit, { state: "RETURNED", reviewer });
    expect((await read(observer, (db) => noticeNews(db, observer.id, 2))).unread).toBe(4);
    expect(await markNoticesRead(observer, { until })).toEqual({ ok: true, value: { unread: 1 } });
  });

  it("leaves another person's alone", async () => {
    const { observer, notices } = await three();
    const stranger = await createPerson("OBSERVER");
    await markNoticesRead(stranger, { ids: notices.map(({ id }) => id) });
    expect(await read(observer, (db) => countUnread(db, observer.id))).toBe(3);
  });
});
