/** Cases with their people, for tests. */
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { carryCase, openCase } from "@/lib/cases/commands";
import type { openInput, stepInput } from "@/lib/cases/schema";
import { createPerson, createUnit, type Person, type TestUnit } from "./builders";
import { owner } from "./owner";

export type OpenInput = z.input<typeof openInput>;
export const caseInput = (unit: TestUnit, over: Partial<OpenInput> = {}): OpenInput => ({
  id: randomUUID(),
  title: "整车企业堆场用地",
  demand: "厂区车位已满，需要临时堆场，请牵头协商用地和平整。",
  unitId: unit.id,
  tier: "IMMEDIATE",
  ...over,
});

export type TestCase = {
  id: string;
  lead: TestUnit;
  party: TestUnit;
  /** of the lead, who raised it */
  observer: Person;
  liaison: Person;
  partyLiaison: Person;
  reviewer: Person;
  leader: Person;
};

/** Raised by the lead's observer, with one other unit; both have a liaison. */
export async function createCase(over: Partial<OpenInput> = {}): Promise<TestCase> {
  const lead = await createUnit();
  const party = await createUnit();
  const observer = await createPerson("OBSERVER", { units: [lead] });
  const liaison = await createPerson("LIAISON", { unitId: lead.id });
  const partyLiaison = await createPerson("LIAISON", { unitId: party.id });
  const input = caseInput(lead, { partyIds: [party.id], ...over });
  const outcome = await openCase(observer, input);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  const reviewer = await createPerson("REVIEWER", { clearance: 3 });
  const leader = await createPerson("LEADER", { clearance: 3 });
  return { id: input.id, lead, party, observer, liaison, partyLiaison, reviewer, leader };
}

type Step = z.input<typeof stepInput>["step"];
const WORDS = {
  RAISE: { tier: "UNIT_LED", reason: "单位间要协商" },
  EXTEND: { reason: "连续降雨", dueOn: "2199-06-01" },
  SETTLE: { outcome: "临时堆场已启用。" },
  CHECK: { reason: "到现场看过" },
  CONFIRM: {},
  SEND_BACK: { reason: "还差一项" },
  REOPEN: { reason: "又满了" },
  WITHDRAW: { reason: "重复提出" },
} as const satisfies Record<Step, object>;

/** Takes a step from the version in force, or the one given. */
export async function carry(person: Person, id: string, step: Step, over: Record<string, unknown> = {}) {
  const { rows } = await owner().query("select row_version from cases where id = $1", [id]);
  return carryCase(person, { id, rowVersion: rows[0].row_version, step, ...WORDS[step], ...over });
}
