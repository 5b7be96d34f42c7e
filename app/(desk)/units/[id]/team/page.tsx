import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { idOr404, orNotFound, type PageProps } from "@/app/_shared/page-props";
import { PrintButton } from "@/components/cadre/print-button";
import { addressOf } from "@/components/ui/address";
import { buttonClass } from "@/components/ui/button-look";
import { PageHeader } from "@/components/ui/page-header";
import { EstablishmentPanel } from "@/components/unit/establishment";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { getSatisfaction, getTeam, listTeamCases } from "@/lib/teams/queries";
import { teamFilter } from "@/lib/teams/schema";
import { listEstablishment } from "@/lib/units/establishment/queries";
import { unitTypeKey } from "@/lib/units/rules";
import { MeetingsPanel, PollsPanel, QuartersPanel } from "./_components/conduct";
import { CasesPanel, TasksPanel } from "./_components/delivery";
import { MembersPanel, VacanciesPanel } from "./_components/members";
import { SatisfactionPanel } from "./_components/satisfaction";
import { ComparisonPanel, StructurePanel } from "./_components/structure";

type Props = PageProps<{ id: string }>;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("teams.title");
  return { title: t("page") };
}

/** 班子分析: of one unit on a day, beside the range of its type. */
export default async function TeamPage({ params, searchParams }: Props) {
  const viewer = await pageViewer("teams.read");
  const id = idOr404((await params).id);
  const filter = teamFilter.parse(await searchParams);
  const today = cityDay(new Date());
  const on = filter.on && filter.on < today ? filter.on : today;
  const { team, cases, satisfaction, levels } = await orNotFound(
    read(viewer, async (db) => ({
      team: await getTeam(db, viewer, id, on),
      cases: await listTeamCases(db, id, on),
      satisfaction: await getSatisfaction(db, id, on, filter.visits),
      levels: await listEstablishment(db, id, on),
    })),
  );
  const t = await getTranslations("teams");
  const units = await getTranslations("units.status");
  const path = `/units/${id}/team`;
  const asOf = on === today ? undefined : on;
  const href = (over: Record<string, string | undefined>) => addressOf(path, { on: asOf }, over);
  const shown = { team, cases, on, filter, href };
  return (
    <>
      <PageHeader
        title={t("title.of", { unit: team.shortName })}
        subtitle={t("hint.page", { day: on, type: units(unitTypeKey(team.type)), units: team.units })}
        actions={<PrintButton label={t("action.print")} />}
      />
      <div className="no-print mb-4 flex flex-wrap items-end gap-x-4 gap-y-2">
        <form method="get" action={path} className="flex flex-wrap items-end gap-2">
          <label className="flex flex-col gap-1 text-sm text-ink-soft">
            {t("field.on")}
            <input type="date" name="on" defaultValue={on} max={today} className="control" />
          </label>
          <button type="submit" className={buttonClass({})}>
            {t("action.show")}
          </button>
        </form>
        <a href={`/units/${id}`} className="py-2 text-accent hover:underline">
          {t("action.unit")}
        </a>
      </div>
      <div className="grid gap-4">
        <div className="grid items-start gap-4 xl:grid-cols-[3fr_2fr]">
          <StructurePanel {...shown} />
          <ComparisonPanel {...shown} />
        </div>
        <MembersPanel {...shown} />
        <div className="grid items-start gap-4 xl:grid-cols-2">
          <EstablishmentPanel
            title={t("title.establishment")}
            hint={t("hint.establishment")}
            levels={levels}
          />
          <VacanciesPanel {...shown} />
        </div>
        <div className="grid items-start gap-4 xl:grid-cols-2">
          <QuartersPanel {...shown} />
          <PollsPanel {...shown} />
        </div>
        <SatisfactionPanel {...shown} satisfaction={satisfaction} />
        <MeetingsPanel {...shown} />
        <div className="grid items-start gap-4 xl:grid-cols-2">
          <TasksPanel {...shown} />
          <CasesPanel {...shown} />
        </div>
      </div>
      <p className="mt-4 text-sm text-ink-hint">{t("hint.facts")}</p>
    </>
  );
}
