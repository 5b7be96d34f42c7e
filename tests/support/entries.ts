/** Valid entries for commands, to be changed in one respect by each test. */
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { observationInput } from "@/lib/observations/schema";
import type { Day } from "@/lib/platform/clock";
import { daysAgo, findMethod, noon, type TestCadre, type TestUnit } from "./builders";

export type Entry = z.input<typeof observationInput>;

export async function entry(
  unit: TestUnit,
  cadres: TestCadre[] = [],
  over: Partial<Entry> = {},
): Promise<Entry> {
  const method = await findMethod("field_survey");
  const startedAt = noon(daysAgo(2));
  return {
    id: randomUUID(),
    unitId: unit.id,
    methodId: method.id,
    startedAt: startedAt.toISOString(),
    endedAt: new Date(startedAt.getTime() + 3_600_000).toISOString(),
    place: "停车场工地",
    fact: "到工地查看，围挡已立，场地平整完成四成。",
    cadres: cadres.map((cadre) => ({
      cadreId: cadre.id,
      details: { duty: "现场协调", conduct: "逐户对接" },
    })),
    details: { project: { text: "车辆堆场" } },
    ...over,
  };
}

/** The same on another day. */
export const entryOn = (day: Day, unit: TestUnit, cadres: TestCadre[] = []): Promise<Entry> =>
  entry(unit, cadres, { startedAt: noon(day).toISOString(), endedAt: noon(day).toISOString() });
