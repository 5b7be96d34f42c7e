/** A plan of assignments and its steps, one plan after the other; for the tests beside. */

import { randomUUID } from "node:crypto";
import { solveJob, startPlan } from "@/lib/assignments/plans/commands";
import { findVersion, getPlan, getRoster } from "@/lib/assignments/plans/queries";
import { type Pair, pairKey } from "@/lib/assignments/plans/rules";
import { approvePlan, proposePlan } from "@/lib/assignments/plans/steps/commands";
import { addDays } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { runNextJob } from "@/lib/platform/jobs";
import { createPerson, type Person, today } from "@/tests/support/builders";
import { got } from "@/tests/support/outcomes";
import { asAppRole, owner } from "@/tests/support/owner";

let admin: Person;
let leader: Person;
/** Whoever makes the plans, another who arranges them, and a leader. */
export async function planners() {
  const [maker, second, approver] = await Promise.all([
    createPerson("ADMIN"),
    createPerson("ADMIN"),
    createPerson("LEADER"),
  ]);
  [admin, leader] = [maker, approver];
  return { admin, second, leader };
}

let days = 30;
/** Each plan begins after the last one. */
export const nextDay = () => {
  days += 40;
  return addDays(today(), days);
};

export const refused = (reason: string, params?: object) => ({
  ok: false,
  kind: "refused",
  reason: `plans.reason.${reason}`,
  params,
});
export const plan = (id: string) => read(admin, (db) => getPlan(db, id));
export const version = async (id: string) =>
  read(admin, async (db) => {
    const { versionNo } = await getPlan(db, id);
    const found = await findVersion(db, id, versionNo);
    if (!found) throw new Error("no version");
    return found;
  });
export const rosterOf = (startsOn: string) => read(admin, (db) => getRoster(db, startsOn));
export const keyOf = async (id: string) => ({ id, rowVersion: (await plan(id)).rowVersion });

async function started(startsOn = nextDay()): Promise<string> {
  const id = randomUUID();
  got(await startPlan(admin, { id, name: "年度分工", startsOn }));
  return id;
}

/** With the solver's own lines. */
export async function solved(startsOn = nextDay()): Promise<string> {
  const id = await started(startsOn);
  while (await runNextJob([solveJob]));
  return id;
}

export async function approved(startsOn = nextDay()): Promise<string> {
  const id = await solved(startsOn);
  got(await proposePlan(admin, await keyOf(id)));
  got(await approvePlan(leader, await keyOf(id)));
  return id;
}

export const running = async (on: string): Promise<string[]> =>
  (
    await owner().query<Pair>(
      `select observer_id as "observerId", unit_id as "unitId" from assignments
       where $1::date between starts_on and coalesce(ends_on, 'infinity')`,
      [on],
    )
  ).rows
    .map(pairKey)
    .sort();

export const asSql = (person: Person, text: string, values: unknown[] = []) =>
  asAppRole(async (client) => {
    await client.query("begin");
    try {
      await client.query("select 1 from enter($1::uuid)", [person.id]);
      return `${(await client.query(text, values)).rowCount} rows`;
    } catch (error) {
      return (error as Error).message;
    } finally {
      await client.query("rollback");
    }
  });
