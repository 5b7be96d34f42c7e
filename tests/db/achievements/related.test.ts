import { describe, expect, it } from "vitest";
import { listRelatedRecords } from "@/lib/achievements/form/queries";
import { read } from "@/lib/platform/db";
import { createCadre, createObservation, createPerson, createUnit, daysAgo } from "@/tests/support/builders";

describe("listRelatedRecords", () => {
  it("offers accepted records of the same cadres within three months, nearest first, as far as the reader sees them", async () => {
    const unit = await createUnit();
    const [cadre, stranger] = [await createCadre(unit), await createCadre(unit)];
    const author = await createPerson("OBSERVER", { units: [unit] });
    const colleague = await createPerson("OBSERVER", { units: [unit] });
    const reviewer = await createPerson("REVIEWER", { clearance: 3 });
    const record = (on: number, over: Parameters<typeof createObservation>[2] = {}) =>
      createObservation(author, unit, { cadres: [cadre], on: daysAgo(on), ...over });
    const first = await record(100);
    const [near, far] = [await record(95), await record(60)];
    const remark = await record(90, { polarity: "ATTENTION" });
    await record(5);
    await record(98, { state: "SUBMITTED" });
    await record(99, { cadres: [stranger] });
    const offered = async (person: { id: string }) =>
      (await read(person, (db) => listRelatedRecords(db, first.id))).map(({ id }) => id);
    expect(await offered(reviewer)).toEqual([near.id, remark.id, far.id]);
    expect(await offered(colleague)).toEqual([near.id, far.id]);
    expect(await offered(await createPerson("OBSERVER"))).toEqual([]);
  });
});
