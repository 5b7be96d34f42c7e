import { describe, expect, it } from "vitest";
import { calibrationPeriod, listJudged } from "@/lib/calibration/queries";
import { countObservations } from "@/lib/observations/queries";
import { read } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";
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

  it("sums for each sight the lines that it opens", async () => {
    const unit = await createUnit();
    const [cadre, other] = [await createCadre(unit), await createCadre(unit)];
    const observer = await createPerson("OBSERVER", { units: [unit] });
    const witness = await createPerson("REVIEWER", { clearance: 1 });
    for (const confidentiality of [1, 2, 3] as const) {
      for (const polarity of ["POSITIVE", "NEUTRAL", "ATTENTION"] as const) {
        await createObservation(observer, unit, { cadres: [cadre, other], confidentiality, polarity });
        await createObservation(observer, unit, { cadres: [cadre], polarity, isCorroborated: true });
        await createObservation(observer, unit, {
          cadres: [other],
          confidentiality,
          polarity,
          secondObserver: witness,
        });
      }
    }
    const people = [
      witness,
      await createPerson("REVIEWER", { clearance: 3, cadreId: other.id }),
      await createPerson("LEADER", { clearance: 3, cadreId: cadre.id }),
    ];
    for (const clearance of [1, 2, 3]) {
      people.push(await createPerson("REVIEWER", { clearance }), await createPerson("LEADER", { clearance }));
    }
    const seen = new Set<string>();
    for (const viewer of people) {
      const lines = await read(viewer, (db) =>
        db.rows<{ cadre: string; counts: number[] }>(sql`
          select l.cadre_id as cadre, array[count(*) filter (where o.polarity = 'ATTENTION'), count(*) filter (where o.polarity = 'NEUTRAL'),
            count(*) filter (where o.polarity = 'POSITIVE')]::int[] as counts
          from observations o join observation_cadres l on l.observation_id = o.id and l.revision_no = o.revision_no
          where o.observer_id = ${observer.id}::uuid and o.state <> 'RETURNED' group by 1 order by 1`),
      );
      const judged = await judgedBy(viewer, observer);
      const cells = judged?.cells.map(({ cadre, counts }) => ({ cadre, counts: [...counts] })) ?? [];
      expect(cells.sort((a, b) => (a.cadre < b.cadre ? -1 : 1))).toEqual(lines);
      const opened = await read(viewer, (db) =>
        countObservations(db, { observer: observer.id, state: "counted", ...period }),
      );
      expect(judged?.records ?? 0).toBe(opened);
      seen.add(JSON.stringify(lines));
    }
    expect(seen.size).toBe(people.length);
  });

  it("tells administrators nothing", async () => {
    const unit = await createUnit();
    const observer = await createPerson("OBSERVER", { units: [unit] });
    await createObservation(observer, unit);
    expect(await read(await createPerson("ADMIN"), (db) => listJudged(db, period))).toEqual([]);
  });
});
