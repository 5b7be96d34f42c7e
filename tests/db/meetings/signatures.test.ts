import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { writeMinutes } from "@/lib/meetings/minutes/commands";
import { addAddendum, objectToMinutes, signMinutes } from "@/lib/meetings/signing/commands";
import { createPerson } from "@/tests/support/builders";
import { createMeeting, createTable, minutesOf, readMeeting, versionOf } from "@/tests/support/meetings";
import { asAppRole, owner } from "@/tests/support/owner";
import { contact, noticesOf } from "./meeting-steps";

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
