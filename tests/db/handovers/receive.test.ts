import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { logObservation } from "@/lib/observations/commands";
import { getObservation } from "@/lib/observations/record/queries";
import { read } from "@/lib/platform/db";
import { createAssignment, createCadre, createPerson, createUnit, daysAgo } from "@/tests/support/builders";
import { entry, entryOn } from "@/tests/support/entries";
import { reassigned } from "@/tests/support/handovers";
import { owner } from "@/tests/support/owner";

const stored = async (table: "observations" | "handovers", id: string): Promise<number> =>
  (await owner().query(`select 1 from ${table} where id = $1`, [id])).rowCount ?? 0;

describe("logObservation for a unit that went to somebody else", () => {
  it("receives the entry for the new observer, and refuses nothing", async () => {
    const { unit, author, cadre } = await reassigned();
    const input = await entry(unit, [cadre]);

    expect(await logObservation(author, input)).toEqual({
      ok: true,
      value: { id: input.id, isRepeat: false, state: "HANDED_OVER" },
    });

    expect(await stored("observations", input.id)).toBe(0);
    const { rows } = await owner().query(
      `select h.state, h.author_id, h.unit_id, b.body ->> 'fact' as fact,
              (select count(*)::int from audit_events a where a.entity = 'handover' and a.entity_id = h.id::text) as lines
       from handovers h join handover_bodies b on b.handover_id = h.id where h.id = $1`,
      [input.id],
    );
    expect(rows).toEqual([
      { state: "WAITING", author_id: author.id, unit_id: unit.id, fact: input.fact, lines: 1 },
    ]);
  });

  it("stores an entry of a day on which the unit was still the author's as an ordinary record", async () => {
    const { unit, author, cadre } = await reassigned();
    const input = await entryOn(daysAgo(20), unit, [cadre]);
    expect(await logObservation(author, input)).toMatchObject({ value: { state: "SUBMITTED" } });
    const { record } = await read(author, (db) => getObservation(db, input.id));
    expect(record.cadres.map((line) => line.name)).toEqual([cadre.name]);
  });

  it("refuses a cadre who held no post there that day, also of a roster no longer seen", async () => {
    const { unit, author } = await reassigned();
    const stranger = await createCadre(await createUnit());
    const input = await entryOn(daysAgo(20), unit, [stranger]);
    expect(await logObservation(author, input)).toMatchObject({
      reason: "observations.reason.cadreNotOfUnit",
    });
  });

  it("refuses a unit that was never the author's, or was lost more than ninety days before", async () => {
    const { author } = await reassigned();
    const foreign = await createUnit();
    expect(await logObservation(author, await entry(foreign))).toMatchObject({
      reason: "observations.reason.notMyUnit",
    });
    await createAssignment(author, foreign, { startsOn: daysAgo(400), endsOn: daysAgo(93) });
    expect(await logObservation(author, await entry(foreign))).toMatchObject({
      reason: "observations.reason.notMyUnit",
    });
  });

  it("gives the same body the same answer and stores it once, also when sent twice at once", async () => {
    const { unit, author } = await reassigned();
    const input = await entry(unit);
    const outcomes = await Promise.all([1, 2, 3].map(() => logObservation(author, input)));
    expect(outcomes.map((outcome) => outcome.ok && outcome.value.state)).toEqual([
      "HANDED_OVER",
      "HANDED_OVER",
      "HANDED_OVER",
    ]);
    expect(outcomes.filter((outcome) => outcome.ok && !outcome.value.isRepeat)).toHaveLength(1);
    expect(await stored("handovers", input.id)).toBe(1);
  });

  it("refuses another body under the same id, in the inbox as among the records", async () => {
    const { unit, author } = await reassigned();
    const waiting = await entry(unit);
    await logObservation(author, waiting);
    // a day on which the unit was held: it would be an ordinary record
    const then = await entryOn(daysAgo(20), unit);
    const taken = { ok: false, kind: "refused", reason: "observations.reason.idTaken" };
    expect(await logObservation(author, { ...waiting, fact: "另一件事" })).toEqual(taken);
    expect(await logObservation(author, { ...then, id: waiting.id })).toEqual(taken);
    expect(await stored("observations", waiting.id)).toBe(0);

    const record = await entryOn(daysAgo(20), unit);
    await logObservation(author, record);
    expect(await logObservation(author, { ...waiting, id: record.id })).toEqual(taken);
    expect(await stored("handovers", record.id)).toBe(0);
  });

  it("never lets one id into both tables, when two bodies come at once", async () => {
    const { unit, author } = await reassigned();
    for (let round = 0; round < 5; round++) {
      const id = randomUUID();
      const bodies = [
        { ...(await entry(unit)), id },
        { ...(await entryOn(daysAgo(20), unit)), id },
      ];
      const outcomes = await Promise.all(bodies.map((body) => logObservation(author, body)));
      expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
      expect((await stored("handovers", id)) + (await stored("observations", id))).toBe(1);
    }
  });

  it("answers another person's id like an unknown one", async () => {
    const { unit, author } = await reassigned();
    const input = await entry(unit);
    await logObservation(author, input);
    const other = await reassigned();
    expect(await logObservation(other.author, { ...(await entry(other.unit)), id: input.id })).toEqual({
      ok: false,
      kind: "notFound",
    });
    const holder = await createPerson("OBSERVER", { units: [other.unit] });
    expect(await logObservation(holder, { ...(await entry(other.unit)), id: input.id })).toEqual({
      ok: false,
      kind: "notFound",
    });
  });

  it("checks the method's fields before it receives, so that the author can still mend them", async () => {
    const { unit, author } = await reassigned();
    const outcome = await logObservation(author, await entry(unit, [], { details: { mood: "好" } }));
    expect(outcome).toMatchObject({ ok: false, kind: "invalid" });
    expect(
      await logObservation(author, await entry(unit, [], { secondObserverId: author.id })),
    ).toMatchObject({ ok: false });
    expect(
      await logObservation(author, await entry(unit, [], { conductItemIds: [randomUUID()] })),
    ).toMatchObject({ reason: "observations.reason.unknownConductItem" });
    expect(
      await logObservation(author, await entry(unit, [], { centralTaskId: randomUUID() })),
    ).toMatchObject({ reason: "observations.reason.unknownTask" });
  });
});

describe("logObservation in an older version of its method", () => {
  it("stores the entry in the version that it was written in", async () => {
    const unit = await createUnit();
    const observer = await createPerson("OBSERVER", { units: [unit] });
    const { methodId, old, now } = await revisedMethod();
    const written = await entry(unit, [], { methodId, methodVersionId: old, details: { weather: "雨" } });

    expect(await logObservation(observer, written)).toMatchObject({ ok: true });
    const { record, method } = await read(observer, (db) => getObservation(db, written.id));
    expect(record).toMatchObject({ methodVersionId: old, details: { weather: "雨" } });
    expect(method.fields.map((field) => field.key)).toEqual(["weather"]);

    // the field is not the new version's, which is the one taken where none is named
    for (const methodVersionId of [now, undefined]) {
      const renewed = await entry(unit, [], { methodId, methodVersionId, details: { weather: "雨" } });
      expect(
        await logObservation(observer, renewed, { now: new Date("2150-03-01T00:00:00Z") }),
      ).toMatchObject({ ok: false, kind: "invalid" });
    }
  });
});

/** A method of its own with two versions, of a day that no other test comes to: the second has lost a field. */
async function revisedMethod(): Promise<{ methodId: string; old: string; now: string }> {
  const [methodId, old, now] = [randomUUID(), randomUUID(), randomUUID()];
  await owner().query("insert into methods (id, code, position) values ($1, $2, 99)", [
    methodId,
    `test_${methodId.slice(0, 8)}`,
  ]);
  for (const [id, version, from, fields] of [
    [
      old,
      2,
      "2150-01-01",
      [{ key: "weather", type: "text", label: "天气", labelEn: "Weather", required: false }],
    ],
    [now, 3, "2150-02-01", []],
  ] as const) {
    await owner().query(
      `insert into method_versions (id, method_id, version_no, name, name_en, definition, definition_en, source_class,
         default_confidentiality, is_evidence_asked, minimum_count, minimum_period, minimum_scope, minimum_text, is_sample, fields,
         effective_from)
       select $1, $2, $3, name, name_en, definition, definition_en, source_class, default_confidentiality,
              is_evidence_asked, 0, minimum_period, minimum_scope, minimum_text, true, $4, $5
       from method_versions limit 1`,
      [id, methodId, version, JSON.stringify(fields), from],
    );
  }
  return { methodId, old, now };
}
