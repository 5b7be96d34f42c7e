/** 协调会: by commands, under direct SQL and by two people at once; who sees and does what at each step. */
import { randomUUID } from "node:crypto";
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
import { addAddendum, askSigning, objectToMinutes } from "@/lib/meetings/signing/commands";
import { createPerson, daysAgo } from "@/tests/support/builders";
import {
  createMeeting,
  createTable,
  decisionOf,
  invitation,
  minutesOf,
  readMeeting,
  versionOf,
  witnessOf,
} from "@/tests/support/meetings";
import { owner } from "@/tests/support/owner";
import { contact, noticesOf } from "./meeting-steps";

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
