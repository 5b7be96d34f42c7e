/** The months of 主战场 of one cadre at one day, wherever they are told (docs/adr/0051). */
import { describe, expect, it } from "vitest";
import { listPromoted } from "@/lib/boards/promotions/queries";
import { getCadreFile } from "@/lib/cadres/file/queries";
import { cadreFileFilter } from "@/lib/cadres/file/schema";
import { frontLength } from "@/lib/central-tasks/front/rules";
import { getComparison } from "@/lib/comparison/queries";
import { comparisonRows } from "@/lib/comparison/table/rules";
import { addDays, addMonths } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import type { Role } from "@/lib/platform/rights";
import { findPoolPeople, listPoolPeople } from "@/lib/reviews/pool/queries";
import { battlefieldMonths } from "@/lib/reviews/pool/rules";
import { requirementsSchema } from "@/lib/reviews/schema";
import { snapshotOfCadre } from "@/lib/reviews/snapshot/queries";
import { createCadre, createPerson, createPost, createUnit, today } from "../../support/builders";
import { comparisonWords } from "../../support/comparison";
import { promote } from "../../support/promotions";
import { createTask, createTaskMember } from "../../support/tasks";

describe("months on 主战场", () => {
  it("are the same on the trace, the comparison, in the pool, the evidence and the file", async () => {
    const [office, town] = [await createUnit({ type: "政府部门" }), await createUnit({ type: "镇街" })];
    const headquarters = await createUnit({ type: "平台指挥部" });
    const asOf = addDays(today(), -1);
    const first = (months: number) => `${addMonths(asOf, -months).slice(0, 7)}-01`;
    // long before the window on a task; then headquarters, overlapped by two tasks that overlap each other
    const cadre = await createCadre(office, { startsOn: "2009-01-01", endsOn: addDays(first(12), -1) });
    await createPost(cadre, headquarters, { startsOn: first(12), endsOn: addDays(first(9), -1) });
    await createPost(cadre, town, { startsOn: first(9) });
    const old = await createTask(town, { startsOn: first(40), battlefield: [first(40), first(30)] });
    await createTaskMember(old, cadre, { startsOn: first(40), endsOn: first(31) });
    const one = await createTask(town, { startsOn: first(14), battlefield: [first(11), first(6)] });
    await createTaskMember(one, cadre, { startsOn: first(14) });
    const two = await createTask(office, { startsOn: first(8), battlefield: [first(8), null] });
    await createTaskMember(two, cadre, { startsOn: first(8), endsOn: addDays(first(5), -1) });
    await promote(cadre, headquarters, town, today());

    const roles: Role[] = ["LEADER"];
    const viewer = { ...(await createPerson(roles, { clearance: 3 })), roles, cadreId: null };
    const other = await createCadre(town);
    const said = await read(viewer, async (db) => {
      const file = await getCadreFile(db, viewer, cadre.id, cadreFileFilter.parse({}), asOf);
      const compared = await getComparison(db, viewer, { cadres: [cadre.id, other.id] }, asOf);
      const at = compared.findIndex(({ file: { id } }) => id === cadre.id);
      const row = comparisonRows(compared, { asOf, names: false }, comparisonWords).find(
        ({ key }) => key === "battlefield",
      );
      const rule = requirementsSchema.parse({
        countedOn: asOf,
        levels: ["乡科级副职"],
        experience: [{ kind: "BATTLEFIELD", months: 6 }],
      });
      const [pooled] = await findPoolPeople(db, [cadre.id], asOf);
      const listed = (await listPoolPeople(db, [rule])).find(({ id }) => id === cadre.id);
      const { snapshot } = await snapshotOfCadre(db, viewer, cadre.id, asOf);
      const month = today().slice(0, 7);
      const promoted = await listPromoted(db, viewer, { from: month, to: month }, today());
      return {
        file: frontLength(file.tasks ?? [], file.posts, asOf),
        compared: row?.cells[at]?.[0]?.parts[0]?.text,
        pooled: [pooled, listed].map((person) => person && battlefieldMonths(person, asOf)),
        snapshot: { months: snapshot.battlefieldMonths, days: snapshot.battlefieldRestDays },
        traced: promoted.find(({ cadreId }) => cadreId === cadre.id)?.battlefield,
      };
    });
    // first(12) to the day before first(5): seven months of the calendar, each day once
    const length = { months: 7, days: 0 };
    expect(said).toMatchObject({ file: length, pooled: [7, 7], snapshot: length, traced: length });
    expect(said.compared).toMatch(/^hint\.battlefield \S+ \d+ 7 0$/);
  });
});
