/** What is asked of the register of units; for the tests beside. */
import { read } from "@/lib/platform/db";
import { closeUnit } from "@/lib/units/register/commands";
import { listRegister, listUnitChanges } from "@/lib/units/register/queries";
import { type Person, type TestUnit, today } from "@/tests/support/builders";

export const found = async (admin: Person, unit: { id: string }) =>
  (await read(admin, (db) => listRegister(db, today()))).find(({ id }) => id === unit.id);
export const changesOf = (admin: Person, unit: { id: string }) =>
  read(admin, (db) => listUnitChanges(db, unit.id));

export const wish = (unit: TestUnit, over: object = {}) => ({
  unitId: unit.id,
  rowVersion: 1,
  name: `${unit.shortName}委员会`,
  shortName: unit.shortName,
  type: "镇街",
  isVerified: "yes",
  reason: "机构改革方案",
  ...over,
});

export const close = (admin: Person, unit: TestUnit, over: object = {}) =>
  closeUnit(admin, { unitId: unit.id, rowVersion: 1, lastDay: today(), reason: "机构改革", ...over });
