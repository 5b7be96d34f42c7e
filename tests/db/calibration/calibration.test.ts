import { describe, expect, it } from "vitest";
import { calibrationPeriod, listJudged } from "@/lib/calibration/queries";
import { countObservations } from "@/lib/observations/queries";
import { read } from "@/lib/platform/db";
import {
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  daysAgo,
  type Person,
  today,
} from "@/tests/support/builders";

const period = calibrationPeriod(today(), today());
const judgedBy = async (viewer: Person, observer: Person) =>
  (await read(viewer, (db) => listJudged(db, period))).find((one) => one.id === observer.id) ?? null;

describe("listJudged", () => {
  it("groups an observer's lines by cadre and word, and counts what the list of records opens", async () => {
    const unit = await createUnit();
    const cadre = await createCadre(unit);
    const observer = await createPerson("OBSERVER", { units: [unit] });
    const second = await createPerson("OBSERVER", { units: [unit] });
    await createObservation(observer, unit, { cadres: [cadre] });
    await createObservation(observer, unit, { cadres: [cadre], polarity: "NEUTRAL", secondObserver: second });
    await createObservation(observer, unit, { cadres: [cadre], state: "RETURNED" });
    await createObservation(observer, unit, { cadres: [cadre], on: daysAgo(400) });
    const reviewer = await createPerson("REVIEWER", { clearance: 3 });
    expect(await judgedBy(reviewer, observer)).toEqual({
      id: observer.id,
      name: observer.name,
      records: 2,
      cells: [{ observer: observer.id, cadre: cadre.id, counts: [0, 1, 1] }],
    });
    // who came along wrote no line, yet the list of their records holds one
    expect(await judgedBy(reviewer, second)).toMatchObject({ records: 1, cells: [] });
    for (const one of [observer, second]) {
      const opened = await read(reviewer, (db) =>
        countObservations(db, { observer: one.id, state: "counted", ...period }),
      );
      expect((await judgedBy(reviewer, one))?.records).toBe(opened);
    }
  });

  it("leaves a negative remark with one source out for a leader (rule 5)", async () => {
    const unit = await createUnit();
    const cadre = await createCadre(unit);
    const observer = await createPerson("OBSERVER", { units: [unit] });
    await createObservation(observer, unit, { cadres: [cadre], polarity: "ATTENTION" });
    expect(
      (await judgedBy(await createPerson("REVIEWER", { clearance: 3 }), observer))?.cells[0]?.counts,
    ).toEqual([1, 0, 0]);
    expect(await judgedBy(await createPerson("LEADER", { clearance: 3 }), observer)).toBeNull();
  });

  it("tells administrators nothing", async () => {
    const unit = await createUnit();
    const observer = await createPerson("OBSERVER", { units: [unit] });
    await createObservation(observer, unit);
    expect(await read(await createPerson("ADMIN"), (db) => listJudged(db, period))).toEqual([]);
  });
});
