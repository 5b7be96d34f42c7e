/** The list that a report's mark opens holds the claims that it tells: also those that were over before its months. */
import { describe, expect, it } from "vitest";
import { listAchievements } from "@/lib/achievements/queries";
import { achievementFilter } from "@/lib/achievements/schema";
import { read } from "@/lib/platform/db";
import { createAchievement } from "@/tests/support/achievements";
import {
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  daysAgo,
  today,
} from "@/tests/support/builders";
import { verify } from "@/tests/support/comparison";
import { createMaker, makeReport, pageOf } from "@/tests/support/reports";

describe("the claims of a quarter", () => {
  it("are those that ended or were confirmed in it, in the report and in the list", async () => {
    const unit = await createUnit();
    const cadre = await createCadre(unit, { startsOn: daysAgo(900) });
    const observers = [
      await createPerson("OBSERVER", { units: [unit] }),
      await createPerson("OBSERVER", { units: [unit] }),
    ] as const;
    const records = [
      await createObservation(observers[0], unit, { cadres: [cadre] }),
      await createObservation(observers[1], unit, { cadres: [cadre], method: "stakeholder_visit" }),
    ];
    const claim = (over: Parameters<typeof createAchievement>[5]) =>
      createAchievement(observers[0], unit, cadre, records, undefined, over);
    const over = await claim({ endsOn: daysAgo(400) });
    const above = await claim({ endsOn: today(), confidentiality: 3 });
    const waiting = await claim({ endsOn: today() });
    await verify(over);
    await verify(above);

    const maker = await createMaker();
    const page = await pageOf(maker, await makeReport(maker));
    const cited = new Set(
      page.citations.filter(({ kind }) => kind === "ACHIEVEMENT").map(({ entityId }) => entityId),
    );
    expect([over, above, waiting].map((id) => cited.has(id))).toEqual([true, false, false]);

    const { href } = page.citations.find(({ href }) => href.startsWith("/achievements?")) ?? { href: "" };
    const filter = achievementFilter.parse(
      Object.fromEntries(new URL(href, "https://x.example").searchParams),
    );
    const listed = await read(maker, async (db) => {
      const rows: { id: string; confirmedAt: Date | null }[] = [];
      let cursor: string | null | undefined;
      do {
        const found = await listAchievements(db, { ...filter, cursor: cursor ?? undefined });
        rows.push(...found.items);
        cursor = found.nextCursor;
      } while (cursor);
      return rows;
    });
    // other tests confirm claims meanwhile: what was confirmed before the freeze is compared
    const before = listed.filter(
      ({ confirmedAt }) => confirmedAt && page.frozenAt && confirmedAt <= page.frozenAt,
    );
    expect(before.map(({ id }) => id)).toContain(over);
    expect(before.map(({ id }) => id).filter((id) => !cited.has(id))).toEqual([]);
    expect(listed.map(({ id }) => id)).not.toContain(above);
    expect(listed.map(({ id }) => id)).not.toContain(waiting);
  });
});
