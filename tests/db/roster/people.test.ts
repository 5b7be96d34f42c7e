import { describe, expect, it } from "vitest";
import { read } from "@/lib/platform/db";
import { findPeople } from "@/lib/roster/queries";
import { createCadre, createPerson, createUnit, today } from "@/tests/support/builders";

describe("findPeople", () => {
  it("finds anybody of the roster by name, with what tells them apart, and takes a wildcard for a letter", async () => {
    const [admin, unit] = [await createPerson("ADMIN"), await createUnit()];
    const cadre = await createCadre(unit);
    const found = await read(admin, (db) => findPeople(db, cadre.name, today()));
    expect(found.find(({ id }) => id === cadre.id)?.hint).toContain(unit.shortName);
    expect(await read(admin, (db) => findPeople(db, "%_%", today()))).toEqual([]);
  });
});
