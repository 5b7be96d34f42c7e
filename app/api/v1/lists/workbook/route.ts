import { getTranslations } from "next-intl/server";
import { listPeople, ruleText } from "@/app/_shared/cadre-list";
import { endpoint, failure } from "@/app/_shared/endpoint";
import { newTrace } from "@/app/_shared/roster-export";
import { workbookAnswer } from "@/app/_shared/workbook-answer";
import { marks } from "@/components/punctuation/marks";
import { exportCadreList } from "@/lib/lists/commands";
import { listSheets } from "@/lib/lists/paper/rules";
import { getListRule } from "@/lib/lists/queries";
import { listFilter } from "@/lib/lists/schema";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { listUnitChoices } from "@/lib/units/queries";

/** A list as xlsx, by the filter of its page; the audit keeps who took it. */
export const GET = endpoint("lists.export", async ({ viewer, request }) => {
  const filter = listFilter.parse(Object.fromEntries(new URL(request.url).searchParams));
  const trace = newTrace();
  const exported = await exportCadreList(viewer, { view: filter.view, trace });
  if (!exported.ok) return failure(viewer, exported);
  const today = cityDay(new Date());
  const asOf = filter.on && filter.on < today ? filter.on : today;
  const { rule, people, unit } = await read(viewer, async (db) => {
    const rule = await getListRule(db, asOf);
    return {
      rule,
      people: await listPeople(db, viewer, rule, filter, { asOf, today, forOthers: true }),
      unit: (await listUnitChoices(db)).find(({ id }) => id === filter.unit),
    };
  });
  const lists = await getTranslations("lists");
  const task = filter.task && people[0]?.task?.name;
  const sheets = listSheets(
    {
      view: filter.view,
      people,
      rule: ruleText(filter.view, rule, asOf, lists),
      scope:
        [filter.type, unit?.shortName, task].filter(Boolean).join((await marks()).gap) ||
        lists("hint.scopeAll"),
      asOf,
      by: { name: viewer.name, on: today, trace },
      origin: env().APP_URL.replace(/\/$/, ""),
    },
    { lists, achievements: await getTranslations("achievements") },
  );
  return workbookAnswer(sheets, `${lists(`title.${filter.view}`)} ${asOf} ${trace}`);
});
