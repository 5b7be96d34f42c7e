/** A unit with its observer and a cadre; for the tests beside. */
import { createCadre, createPerson, createUnit } from "@/tests/support/builders";

export async function scene() {
  const unit = await createUnit();
  return {
    unit,
    observer: await createPerson("OBSERVER", { units: [unit] }),
    cadre: await createCadre(unit, { title: "副镇长" }),
  };
}
