/** Who is named to observe a task is told; and who worked on a claim that goes into another one. */
import { describe, expect, it } from "vitest";
import { draftAchievement } from "@/lib/achievements/commands";
import { mergeAchievement } from "@/lib/achievements/lineage/commands";
import { noticeNews } from "@/lib/notices/queries";
import { noticeHref } from "@/lib/notices/rules";
import { read } from "@/lib/platform/db";
import { createPerson, createUnit, daysAgo, type Person, today } from "@/tests/support/builders";
import { claimInput, createClaim } from "@/tests/support/claims";
import { createTask, createTaskObserver } from "@/tests/support/tasks";

const toldOf = async (person: Person) => (await read(person, (db) => noticeNews(db, person.id))).notices;

describe("an observer named for a task", () => {
  it("is told with the task's name, which opens its page; of what began long ago nobody is told", async () => {
    const task = await createTask(await createUnit(), { startsOn: daysAgo(300) });
    const named = await createPerson("OBSERVER");
    const former = await createPerson("OBSERVER");
    await createTaskObserver(task, named, { startsOn: today() });
    await createTaskObserver(task, former, { startsOn: daysAgo(200), endsOn: daysAgo(100) });
    const [notice] = await toldOf(named);
    if (!notice) throw new Error("nobody was told");
    expect(notice).toMatchObject({ kind: "TASK_NAMED", day: today(), task });
    expect(noticeHref(notice, "desk", { unitIds: [] })).toBe(`/central-tasks/${task.id}`);
    expect(await toldOf(former)).toEqual([]);
  });

  it("whose naming has ended reads no name any more", async () => {
    const task = await createTask(await createUnit());
    const named = await createPerson("OBSERVER");
    await createTaskObserver(task, named, { startsOn: daysAgo(9), endsOn: daysAgo(1) });
    expect(await toldOf(named)).toMatchObject([{ kind: "TASK_NAMED", task: null }]);
  });
});

describe("a claim that is merged", () => {
  it("is told to its drafter, not to who did it nor to who may not see it", async () => {
    const claim = await createClaim();
    const twin = claimInput(claim.unit, [claim.cadre]);
    await draftAchievement(claim.drafter, twin);
    const merged = { id: twin.id, revisionNo: 1, intoId: claim.id, reason: "同一件事" };
    expect(await mergeAchievement(claim.reviewer, merged)).toMatchObject({ ok: true });
    expect((await toldOf(claim.drafter)).filter((one) => one.kind === "CLAIM_CARRIED")).toMatchObject([
      { unitName: claim.unit.shortName, claim: { id: twin.id, state: "MERGED" } },
    ]);
    for (const person of [claim.reviewer, claim.observers[1], await createPerson("LEADER")])
      expect((await toldOf(person)).filter((one) => one.kind === "CLAIM_CARRIED")).toEqual([]);
  });
});
