import { describe, expect, it } from "vitest";
import { settleHandover } from "@/lib/handovers/commands";
import { noticeNews } from "@/lib/notices/queries";
import { logObservation } from "@/lib/observations/commands";
import { read } from "@/lib/platform/db";
import { createPerson, type Person } from "@/tests/support/builders";
import { entry } from "@/tests/support/entries";
import { reassigned } from "@/tests/support/handovers";

const noticesOf = async (person: Person, id: string) =>
  (await read(person, (db) => noticeNews(db, person.id))).notices.filter((one) => one.handover?.id === id);

describe("a hand-over", () => {
  it("is told to the unit's present observer and the assignment managers, not to its author or a reviewer", async () => {
    const { unit, author, successor, cadre } = await reassigned();
    const admin = await createPerson("ADMIN");
    const reviewer = await createPerson("REVIEWER", { clearance: 3 });
    const input = await entry(unit, [cadre]);
    expect((await logObservation(author, input)).ok).toBe(true);
    for (const person of [successor, admin]) {
      expect(await noticesOf(person, input.id)).toMatchObject([
        {
          kind: "HANDOVER_ARRIVED",
          unitName: unit.shortName,
          handover: { authorName: author.name, state: "WAITING" },
        },
      ]);
    }
    for (const person of [author, reviewer]) expect(await noticesOf(person, input.id)).toEqual([]);
  });

  it("that was settled is told to its author", async () => {
    const { unit, author, successor, cadre } = await reassigned();
    const input = await entry(unit, [cadre]);
    await logObservation(author, input);
    expect(
      await settleHandover(successor, { id: input.id, decision: "DECLINE", reason: "与已有记录重复" }),
    ).toMatchObject({
      ok: true,
    });
    expect(await noticesOf(author, input.id)).toMatchObject([
      { kind: "HANDOVER_SETTLED", handover: { id: input.id, state: "DECLINED" } },
    ]);
  });
});
