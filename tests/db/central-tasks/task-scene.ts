/** A task with people of three units and what is asked of it; for the tests beside. */
import { getTask } from "@/lib/central-tasks/queries";
import { read } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { createCadre, createUnit, type Person, today } from "@/tests/support/builders";
import { createTask, createTaskMember, type TestTask } from "@/tests/support/tasks";

export const refused = (reason: string) => ({
  ok: false,
  kind: "refused",
  reason: `observations.reason.${reason}`,
  params: undefined,
});

/** A task of `lead` with a party; a member from each and one from a third unit. */
export async function scene() {
  const [lead, party, third, far] = [
    await createUnit(),
    await createUnit(),
    await createUnit(),
    await createUnit(),
  ];
  const task = await createTask(lead, { parties: [party] });
  const [own, theirs, outside] = [
    await createCadre(lead),
    await createCadre(party),
    await createCadre(third),
  ];
  for (const cadre of [own, theirs, outside]) await createTaskMember(task, cadre);
  return { lead, party, third, far, task, own, theirs, outside };
}

export const sees = async (who: Person, task: TestTask): Promise<string[] | "nothing"> => {
  const shown = await read(who, (db) => getTask(db, task.id, today())).catch((error: unknown) => {
    if (error instanceof NotFound) return null;
    throw error;
  });
  return shown?.stints.map((stint) => stint.cadreId).sort() ?? "nothing";
};
