/** 协调会: by commands, under direct SQL and by two people at once; who sees and does what at each step. */
import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  cancelMeeting,
  changeInvitation,
  conveneMeeting,
  declineMeeting,
  holdMeeting,
  requestMeeting,
} from "@/lib/meetings/commands";
import { addDecision, addWitness, withdrawDecision, writeMinutes } from "@/lib/meetings/minutes/commands";
import { listMeetings } from "@/lib/meetings/queries";
import { leadsTo, type MeetingStep, stepRefusal } from "@/lib/meetings/rules";
import { addAddendum, askSigning, objectToMinutes, signMinutes } from "@/lib/meetings/signing/commands";
import { read } from "@/lib/platform/db";
import { createPerson, daysAgo, type Person } from "@/tests/support/builders";
import {
  createMeeting,
  createTable,
  decisionOf,
  invitation,
  minutesOf,
  readMeeting,
  type TestMeeting,
  versionOf,
  viewerOf,
  witnessOf,
} from "@/tests/support/meetings";
import { asAppRole, owner } from "@/tests/support/owner";

const contact = (meeting: { contacts: Person[] }, at: number): Person => {
  const found = meeting.contacts[at];
  if (!found) throw new Error("no such contact");
  return found;
};
const noticesOf = async (person: { id: string }): Promise<string[]> =>
  (
    await owner().query("select kind from notifications where user_id = $1 order by kind", [person.id])
  ).rows.map(({ kind }) => kind);

describe("a meeting", () => {
  it("is convened for a case, witnessed, signed by each party, and then only added to", async () => {
    const meeting = await createMeeting("SIGNED");
    const page = await readMeeting(meeting.observer, meeting.id);
    expect(page).toMatchObject({
      state: "SIGNED",
      minutesVersion: 1,
      isKeeper: true,
      agenda: ["选址", "审批与平整并行的条件"],
    });
    expect(page.decisions).toMatchObject([{ conditions: ["不硬化", "不建固定设施"] }]);
    expect(page.witnesses).toMatchObject([
      { observerName: meeting.observer.name, note: { text: "各方当面说清，程序没有绕开" } },
    ]);
    expect(
      page.parties.flatMap(({ signatures }) => signatures.map(({ signerName }) => signerName)).sort(),
    ).toEqual(meeting.contacts.map(({ name }) => name).sort());
    expect(page.events.map(({ kind }) => kind).reverse()).toEqual([
      "CONVENED",
      "HELD",
      "SIGN_ASKED",
      "PARTY_SIGNED",
      "PARTY_SIGNED",
      "PARTY_SIGNED",
      "SIGNED",
    ]);
    const addendum = { id: randomUUID(), meetingId: meeting.id, text: "面积应为 38 亩", reason: "笔误" };
    expect(await addAddendum(meeting.observer, addendum)).toMatchObject({ ok: true });
    expect(await addAddendum(meeting.observer, addendum)).toMatchObject({ ok: true });
    expect((await readMeeting(contact(meeting, 1), meeting.id)).addenda).toMatchObject([
      { text: "面积应为 38 亩", authorName: meeting.observer.name },
    ]);
  });

  it("is asked for by a unit, with a case or before there is one, and declined with a reason", async () => {
    const table = await createTable();
    const asker = contact(table, 0);
    const asked = { id: randomUUID(), title: "堆场协调会", why: "三家单位对用地说法不一" };
    expect(await requestMeeting(asker, asked)).toMatchObject({ ok: true });
    expect(await requestMeeting(asker, asked)).toMatchObject({ ok: true });
    expect(await requestMeeting(table.observer, asked)).toMatchObject({ kind: "denied" });
    // of the unit and the department alone while it has no case
    await expect(readMeeting(contact(table, 1), asked.id)).rejects.toThrow();
    expect(await noticesOf(table.observer)).toContain("MEETING_REQUESTED");
    const convening = { ...invitation(table), id: asked.id, rowVersion: 1 };
    expect(await conveneMeeting(asker, convening)).toMatchObject({ kind: "denied" });
    expect(await conveneMeeting(table.observer, convening)).toMatchObject({ ok: true });
    expect(await readMeeting(contact(table, 2), asked.id)).toMatchObject({
      state: "CONVENED",
      why: asked.why,
    });
    const other = { ...asked, id: randomUUID(), caseId: table.caseId };
    expect(await requestMeeting(contact(table, 1), other)).toMatchObject({ ok: true });
    expect(
      await declineMeeting(table.observer, { id: other.id, rowVersion: 1, reason: "一次会一并说" }),
    ).toMatchObject({ ok: true });
    expect(await noticesOf(contact(table, 1))).toContain("MEETING_CHANGED");
    expect(
      await conveneMeeting(table.observer, { ...invitation(table), id: other.id, rowVersion: 2 }),
    ).toMatchObject({
      reason: "meetings.reason.wrongState",
    });
  });

  it("invites parties of its case only, and at least two", async () => {
    const table = await createTable();
    const stranger = await createTable();
    expect(
      await conveneMeeting(table.observer, {
        ...invitation(table),
        unitIds: [table.units[0]?.id, stranger.units[0]?.id],
      }),
    ).toMatchObject({ reason: "meetings.reason.unknownUnit" });
    expect(await conveneMeeting(stranger.observer, invitation(table))).toMatchObject({ kind: "notFound" });
    await owner().query(
      "update cases set state = 'WITHDRAWN', state_reason = '已解决', row_version = row_version + 1 where id = $1",
      [stranger.caseId],
    );
    expect(await conveneMeeting(stranger.observer, invitation(stranger))).toMatchObject({
      reason: "meetings.reason.caseClosed",
    });
    const two = { ...invitation(table), unitIds: table.units.slice(0, 2).map(({ id }) => id) };
    expect(await conveneMeeting(table.observer, two)).toMatchObject({ ok: true });
    expect(await noticesOf(contact(table, 1))).toContain("MEETING_INVITED");
    expect(await noticesOf(contact(table, 2))).not.toContain("MEETING_INVITED");
    // who was forgotten is invited with the change
    const change = { ...two, rowVersion: 1, place: "二楼", unitIds: [table.units[2]?.id] };
    expect(await changeInvitation(table.observer, change)).toMatchObject({ ok: true });
    const page = await readMeeting(contact(table, 2), two.id);
    expect([page.parties.length, page.invitationNo, page.place]).toEqual([3, 1, "二楼"]);
    expect(await noticesOf(contact(table, 2))).toContain("MEETING_CHANGED");
    expect(await changeInvitation(table.observer, change)).toMatchObject({ kind: "stale" });
    expect(
      await cancelMeeting(table.observer, { id: two.id, rowVersion: 2, reason: "已协商解决" }),
    ).toMatchObject({ ok: true });
    expect(await holdMeeting(table.observer, { id: two.id, rowVersion: 3 })).toMatchObject({
      reason: "meetings.reason.wrongState",
    });
  });

  it("is not held before it begins", async () => {
    const table = await createTable();
    const later = { ...invitation(table), day: daysAgo(-3) };
    expect(await conveneMeeting(table.observer, later)).toMatchObject({ ok: true });
    expect(await holdMeeting(table.observer, { id: later.id, rowVersion: 1 })).toMatchObject({
      reason: "meetings.reason.notYet",
    });
  });

  it("goes out to be signed only whole, and its decisions become follow-ups of the case, each once", async () => {
    const meeting = await createMeeting("HELD");
    const { id, observer } = meeting;
    expect(await askSigning(observer, { id, rowVersion: 2 })).toMatchObject({
      reason: "meetings.reason.notReady",
    });
    expect(await writeMinutes(observer, minutesOf(meeting, 2))).toMatchObject({ ok: true });
    expect(await addDecision(observer, decisionOf(meeting, 3))).toMatchObject({ ok: true });
    const second = decisionOf(meeting, 4);
    expect(await addDecision(observer, { ...second, text: "每周报进度" })).toMatchObject({ ok: true });
    expect(await askSigning(observer, { id, rowVersion: 5 })).toMatchObject({
      reason: "meetings.reason.notReady",
    });
    expect(await addWitness(observer, witnessOf(meeting, 5))).toMatchObject({ ok: true });
    expect(await askSigning(observer, { id, rowVersion: 6 })).toMatchObject({ ok: true });
    const tasks = async () =>
      (
        await owner().query(
          "select title, owner_id, asked_by, done_at, outcome from follow_ups where case_id = $1 order by title",
          [meeting.caseId],
        )
      ).rows;
    expect(await tasks()).toMatchObject([
      { title: "每周报进度", owner_id: contact(meeting, 0).id, asked_by: observer.id, done_at: null },
      { title: "设临时堆场，审批与平整并行", owner_id: contact(meeting, 0).id },
    ]);
    // objected, corrected, out again: no second task, and none for what is no longer decided
    expect(
      await objectToMinutes(contact(meeting, 1), { id, minutesVersion: 1, note: "没有议定周报" }),
    ).toMatchObject({ ok: true });
    const held = await versionOf(id);
    expect(held.state).toBe("HELD");
    expect(
      await withdrawDecision(observer, {
        id: second.id,
        meetingId: id,
        rowVersion: held.rowVersion,
        reason: "会上没有议定",
      }),
    ).toMatchObject({ ok: true });
    expect(await askSigning(observer, { id, rowVersion: held.rowVersion + 1 })).toMatchObject({ ok: true });
    expect(await tasks()).toMatchObject([{ outcome: "会上没有议定" }, { done_at: null }]);
    expect((await versionOf(id)).minutesVersion).toBe(2);
  });

  it("is witnessed by an observer of a party who belongs to none of them", async () => {
    const meeting = await createMeeting("HELD");
    const { id, observer, units } = meeting;
    const witness = async (person: { id: string }) =>
      addWitness(observer, {
        ...witnessOf(meeting, (await versionOf(id)).rowVersion),
        observerId: person.id,
        note: "",
      });
    const stranger = await createPerson("OBSERVER");
    const reviewer = await createPerson("REVIEWER");
    const late = await createPerson("OBSERVER");
    await owner().query(
      "insert into assignments (id, observer_id, unit_id, starts_on, reason, made_by) values (gen_random_uuid(), $1, $2, city_today(), '测试分工', $1)",
      [late.id, units[0]?.id],
    );
    const own = await createPerson("OBSERVER", { units: units.slice(0, 1), unitId: units[1]?.id });
    for (const person of [stranger, reviewer, late, own, contact(meeting, 0)])
      expect(await witness(person)).toMatchObject({ reason: "meetings.reason.notWitness" });
    expect(await witness(observer)).toMatchObject({ ok: true });
    expect(await witness(observer)).toMatchObject({ reason: "meetings.reason.witnessThere" });
  });
});

describe("signatures", () => {
  it("fall with any change of the minutes, and with an objection", async () => {
    const meeting = await createMeeting("SIGNING");
    const { id, observer } = meeting;
    expect(await signMinutes(contact(meeting, 0), { id, minutesVersion: 1 })).toMatchObject({ ok: true });
    expect(await signMinutes(contact(meeting, 0), { id, minutesVersion: 1 })).toMatchObject({
      reason: "meetings.reason.signedAlready",
    });
    const before = await versionOf(id);
    // the three parties are written at once: one version, said once
    expect(
      await writeMinutes(observer, minutesOf(meeting, before.rowVersion, "同意，但须补手续")),
    ).toMatchObject({ ok: true });
    expect(await versionOf(id)).toMatchObject({ state: "SIGNING", minutesVersion: 2 });
    const page = await readMeeting(contact(meeting, 0), id);
    expect(page.ownParty).toEqual({ unitId: meeting.units[0]?.id, hasSigned: false });
    expect(page.events.filter(({ kind }) => kind === "MINUTES_CHANGED").length).toBe(1);
    expect(await signMinutes(contact(meeting, 1), { id, minutesVersion: 1 })).toMatchObject({
      kind: "stale",
    });
    // the same sheet again is no change
    const same = await versionOf(id);
    expect(
      await writeMinutes(observer, minutesOf(meeting, same.rowVersion, "同意，但须补手续")),
    ).toMatchObject({ ok: true });
    expect((await versionOf(id)).minutesVersion).toBe(2);
    for (const at of [0, 1])
      expect(await signMinutes(contact(meeting, at), { id, minutesVersion: 2 })).toMatchObject({ ok: true });
    expect(
      await objectToMinutes(contact(meeting, 2), { id, minutesVersion: 2, note: "面积不对" }),
    ).toMatchObject({ ok: true });
    expect(await versionOf(id)).toMatchObject({ state: "HELD" });
    expect(await noticesOf(observer)).toContain("MEETING_CHANGED");
  });

  it("are given by contacts of the parties alone", async () => {
    const meeting = await createMeeting("SIGNING");
    const { id, observer } = meeting;
    const other = await createPerson("LIAISON", { unitId: (await createTable()).units[0]?.id });
    expect(await signMinutes(other, { id, minutesVersion: 1 })).toMatchObject({ kind: "notFound" });
    for (const person of [
      observer,
      await createPerson("REVIEWER"),
      await createPerson("LEADER"),
      await createPerson("ADMIN"),
    ])
      expect(await signMinutes(person, { id, minutesVersion: 1 })).toMatchObject({ kind: "denied" });
    // nobody signs for another unit, nor in another's name
    await asAppRole(async (client) => {
      for (const [unit, person] of [
        [meeting.units[1]?.id, contact(meeting, 0).id],
        [meeting.units[0]?.id, contact(meeting, 1).id],
      ]) {
        await client.query("begin");
        await client.query("select enter($1)", [contact(meeting, 0).id]);
        await expect(
          client.query(
            "insert into meeting_signatures (meeting_id, unit_id, minutes_version, verdict, signed_by) values ($1, $2, 1, 'SIGNED', $3)",
            [id, unit, person],
          ),
        ).rejects.toThrow(/row-level security|by_contact|contact of the party/);
        await client.query("rollback");
      }
    });
  });

  it("given at once make one signed meeting, whoever is last", async () => {
    for (let round = 0; round < 4; round += 1) {
      const meeting = await createMeeting("SIGNING");
      const { id } = meeting;
      expect(await signMinutes(contact(meeting, 0), { id, minutesVersion: 1 })).toMatchObject({ ok: true });
      const outcomes = await Promise.all(
        [1, 2].map((at) => signMinutes(contact(meeting, at), { id, minutesVersion: 1 })),
      );
      expect(outcomes.every(({ ok }) => ok)).toBe(true);
      expect((await versionOf(id)).state).toBe("SIGNED");
      const page = await readMeeting(meeting.observer, id);
      expect(page.events.filter(({ kind }) => kind === "SIGNED").length).toBe(1);
    }
  });

  it("and a change at the same moment: never signed with what nobody read", async () => {
    for (let round = 0; round < 6; round += 1) {
      const meeting = await createMeeting("SIGNING");
      const { id, observer } = meeting;
      for (const at of [0, 1])
        expect(await signMinutes(contact(meeting, at), { id, minutesVersion: 1 })).toMatchObject({
          ok: true,
        });
      const { rowVersion } = await versionOf(id);
      const [signed, written] = await Promise.all([
        signMinutes(contact(meeting, 2), { id, minutesVersion: 1 }),
        writeMinutes(observer, minutesOf(meeting, rowVersion, `同意，第 ${round} 次`)),
      ]);
      const after = await versionOf(id);
      const page = await readMeeting(observer, id);
      const changed = page.parties.every(({ position }) => position.startsWith("同意，第"));
      expect(written.ok).toBe(changed);
      // one of them won; the other was told
      expect([signed.ok, written.ok].filter(Boolean).length).toBe(1);
      expect(after.state).toBe(signed.ok ? "SIGNED" : "SIGNING");
      if (written.ok) expect(after.minutesVersion).toBe(2);
    }
  });
});

describe("what is signed", () => {
  it("changes by no statement of anybody", async () => {
    const meeting = await createMeeting("SIGNED");
    const { id, units, observer } = meeting;
    const statements: [string, unknown[]][] = [
      ["update coordination_meetings set chair = '别人' where id = $1", [id]],
      ["update coordination_meetings set title = '另一个会' where id = $1", [id]],
      ["update coordination_meetings set state = 'HELD' where id = $1", [id]],
      ["update coordination_meetings set minutes_version = 2 where id = $1", [id]],
      ["update coordination_meetings set row_version = row_version + 1 where id = $1", [id]],
      ["delete from coordination_meetings where id = $1", [id]],
      ["update meeting_parties set position = '不同意' where meeting_id = $1", [id]],
      ["update meeting_parties set is_present = false where meeting_id = $1", [id]],
      ["delete from meeting_parties where meeting_id = $1", [id]],
      ["update meeting_decisions set text = '改了' where meeting_id = $1", [id]],
      [
        "update meeting_decisions set withdrawn_at = now(), withdrawn_by = $2, withdraw_reason = '不要了' where meeting_id = $1",
        [id, observer.id],
      ],
      ["delete from meeting_decisions where meeting_id = $1", [id]],
      [
        "insert into meeting_decisions (id, meeting_id, text, owner_unit_id, added_by) values (gen_random_uuid(), $1, '再加一条', $2, $3)",
        [id, units[0]?.id, observer.id],
      ],
      ["update meeting_witnesses set observer_name = '某人' where meeting_id = $1", [id]],
      ["delete from meeting_witnesses where meeting_id = $1", [id]],
      [
        "update meeting_witness_notes n set note = '别的' from meeting_witnesses w where w.id = n.witness_id and w.meeting_id = $1",
        [id],
      ],
      ["update meeting_signatures set note = '改' where meeting_id = $1", [id]],
      ["delete from meeting_signatures where meeting_id = $1", [id]],
      [
        "insert into meeting_signatures (meeting_id, unit_id, minutes_version, verdict, note, signed_by) values ($1, $2, 1, 'OBJECTED', '反悔', $3)",
        [id, units[0]?.id, contact(meeting, 0).id],
      ],
      ["delete from meeting_events where meeting_id = $1", [id]],
      ["update meeting_events set reason = '' where meeting_id = $1", [id]],
    ];
    const before = await readMeeting(observer, id);
    for (const [statement, values] of statements)
      await expect(owner().query(statement, values), statement).rejects.toThrow(/violates|never/);
    expect(await readMeeting(observer, id)).toEqual(before);
    expect(await writeMinutes(observer, minutesOf(meeting, before.rowVersion))).toMatchObject({
      reason: "meetings.reason.wrongState",
    });
    const addendum = { id: randomUUID(), meetingId: id, text: "补充说明一句", reason: "漏记" };
    for (const person of meeting.contacts)
      expect(await addAddendum(person, addendum)).toMatchObject({ kind: "denied" });
  });
});

describe("rights", () => {
  it("give nothing to those outside the case, and no observation content to a unit", async () => {
    const meeting = await createMeeting("SIGNING");
    const { id } = meeting;
    const outside = [
      await createPerson("OBSERVER"),
      await createPerson("LIAISON", { unitId: (await createTable()).units[0]?.id }),
      await createPerson("ADMIN"),
      await createPerson("CADRE"),
      await createPerson("SYSADMIN"),
      await createPerson("AUDITOR"),
    ];
    for (const person of outside) {
      await expect(readMeeting(person, id)).rejects.toThrow();
      const viewer = await viewerOf(person);
      expect((await read(person, (db) => listMeetings(db, viewer, {}))).map((row) => row.id)).not.toContain(
        id,
      );
    }
    for (const person of [meeting.observer, await createPerson("REVIEWER"), await createPerson("LEADER")])
      expect((await readMeeting(person, id)).witnesses[0]?.note?.text).toContain("程序没有绕开");
    for (const person of meeting.contacts) {
      const page = await readMeeting(person, id);
      expect(page.witnesses).toMatchObject([{ observerName: meeting.observer.name, note: null }]);
      expect(JSON.stringify(page)).not.toContain("程序没有绕开");
    }
    // what waits for a signature is named first, to whom it waits for
    const viewer = await viewerOf(contact(meeting, 1));
    const [first] = await read(viewer, (db) => listMeetings(db, viewer, {}));
    expect(first).toMatchObject({ id, isMineToSign: true });
  });

  it("of each party at each step are those of the table", async () => {
    type Attempt = (meeting: TestMeeting, person: Person) => Promise<{ ok: boolean }>;
    const rowVersion = async ({ id }: TestMeeting) => (await versionOf(id)).rowVersion;
    const attempts: Partial<Record<MeetingStep, Attempt>> = {
      CHANGE: async (meeting, person) =>
        changeInvitation(person, {
          ...invitation(meeting),
          id: meeting.id,
          rowVersion: await rowVersion(meeting),
          place: `室${randomUUID()}`,
        }),
      CANCEL: async (meeting, person) =>
        cancelMeeting(person, { id: meeting.id, rowVersion: await rowVersion(meeting), reason: "取消了" }),
      HOLD: async (meeting, person) =>
        holdMeeting(person, { id: meeting.id, rowVersion: await rowVersion(meeting) }),
      WRITE: async (meeting, person) =>
        writeMinutes(person, minutesOf(meeting, await rowVersion(meeting), randomUUID())),
      ASK_SIGNING: async (meeting, person) =>
        askSigning(person, { id: meeting.id, rowVersion: await rowVersion(meeting) }),
      SIGN: async (meeting, person) =>
        signMinutes(person, {
          id: meeting.id,
          minutesVersion: Math.max(1, (await versionOf(meeting.id)).minutesVersion),
        }),
      OBJECT: async (meeting, person) =>
        objectToMinutes(person, {
          id: meeting.id,
          minutesVersion: Math.max(1, (await versionOf(meeting.id)).minutesVersion),
          note: "不符",
        }),
      ADD: async (meeting, person) =>
        addAddendum(person, { id: randomUUID(), meetingId: meeting.id, text: "补充", reason: "漏记" }),
    };
    const steps = Object.keys(attempts) as MeetingStep[];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("CONVENED", "HELD", "SIGNING", "SIGNED" as const),
        fc.array(fc.tuple(fc.constantFrom(...steps), fc.constantFrom(0, 1, 2, 3, 4)), {
          minLength: 1,
          maxLength: 7,
        }),
        async (start, tries) => {
          const meeting = await createMeeting(start as "CONVENED");
          const people = [...meeting.contacts, meeting.observer, await createPerson("OBSERVER")];
          for (const [step, at] of tries) {
            const person = people[at] as Person;
            const before = await readMeeting(meeting.observer, meeting.id);
            const seen = await readMeeting(person, meeting.id).catch(() => null);
            const isWhole =
              step !== "ASK_SIGNING" || (before.decisions.length > 0 && before.witnesses.length > 0);
            const expected = seen !== null && stepRefusal(seen, step, new Date()) === null && isWhole;
            const outcome = await attempts[step]?.(meeting, person);
            expect(outcome?.ok, `${before.state} ${step} ${at}: ${JSON.stringify(outcome)}`).toBe(expected);
            const after = await readMeeting(meeting.observer, meeting.id);
            if (!expected) expect({ ...after, rowVersion: 0 }).toEqual({ ...before, rowVersion: 0 });
            else {
              const isLast = after.parties.every(
                ({ signatures }) =>
                  signatures[0]?.verdict === "SIGNED" && signatures[0].version === after.minutesVersion,
              );
              expect(after.state).toBe(leadsTo(before.state, step, isLast));
            }
          }
        },
      ),
      { numRuns: 12 },
    );
  }, 60_000);

  it("and the ways between states hold under direct SQL", async () => {
    const states = ["REQUESTED", "CONVENED", "HELD", "SIGNING", "SIGNED", "CANCELLED", "DECLINED"];
    for (const start of ["CONVENED", "HELD", "SIGNING", "SIGNED"] as const) {
      // without a signature or an objection of their own none of these is a way
      const ways: Record<string, string[]> = {
        CONVENED: ["HELD", "CANCELLED"],
        HELD: [],
        SIGNING: [],
        SIGNED: [],
      };
      for (const to of states.filter((state) => state !== start)) {
        const meeting = await createMeeting(start);
        const moved = await owner()
          .query("update coordination_meetings set state = $2, state_reason = '直接改' where id = $1", [
            meeting.id,
            to,
          ])
          .then(
            () => true,
            () => false,
          );
        expect(moved, `${start} > ${to}`).toBe(ways[start]?.includes(to) ?? false);
      }
    }
  });
});
