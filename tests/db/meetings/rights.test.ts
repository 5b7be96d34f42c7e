import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cancelMeeting, changeInvitation, holdMeeting } from "@/lib/meetings/commands";
import { writeMinutes } from "@/lib/meetings/minutes/commands";
import { listMeetings } from "@/lib/meetings/queries";
import { leadsTo, type MeetingStep, stepRefusal } from "@/lib/meetings/rules";
import { addAddendum, askSigning, objectToMinutes, signMinutes } from "@/lib/meetings/signing/commands";
import { read } from "@/lib/platform/db";
import { createPerson, type Person } from "@/tests/support/builders";
import {
  createMeeting,
  createTable,
  invitation,
  minutesOf,
  readMeeting,
  type TestMeeting,
  versionOf,
  viewerOf,
} from "@/tests/support/meetings";
import { owner } from "@/tests/support/owner";
import { contact } from "./meeting-steps";

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
