import { getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import { marks } from "@/components/punctuation/marks";
import { Badge, type Tone } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { Stat, StatRow } from "@/components/ui/stat";
import { getBoard } from "@/lib/assignments/board/queries";
import {
  filterObservers,
  headCounts,
  needsHand,
  observerRows,
  type UnitWarning,
  unitRows,
} from "@/lib/assignments/board/rules";
import { SHOWN } from "@/lib/coverage/desk/queries";
import { read } from "@/lib/platform/db";
import { countRecusalWork } from "@/lib/recusals/queries";
import { AssignmentStats } from "./assignment-stats";
import { DeskGrid, DeskList, type DeskProps } from "./desk-list";
import { RecusalWork } from "./recusal-notes";

/** What has to be settled soonest stands first. */
const PRESSING: readonly UnitWarning["kind"][] = [
  "uncovered",
  "absent",
  "inactive",
  "recusal",
  "rotationOver",
  "gapAhead",
  "rotationSoon",
];
const TONES: Partial<Record<UnitWarning["kind"], Tone>> = { gapAhead: "caution", rotationSoon: "caution" };

/** What the board of assignments asks for; nothing of any record's content. */
export async function AdminDesk({ viewer, today, level }: DeskProps) {
  const { board, recusals } = await read(viewer, async (db) => ({
    board: await getBoard(db, today),
    recusals: await countRecusalWork(db),
  }));
  const units = unitRows(board);
  const observers = observerRows(board);
  const counts = headCounts(units, observers);
  const below = filterObservers(observers, { load: "below" });
  const { unitsLeast, unitsMost } = board.limits;
  const t = await getTranslations("home");
  const warnings = units
    .flatMap((unit) => unit.warnings.filter(needsHand).map((warning) => ({ unit, warning })))
    .sort((a, b) => PRESSING.indexOf(a.warning.kind) - PRESSING.indexOf(b.warning.kind))
    .slice(0, SHOWN);
  const items = warnings.map(async ({ unit, warning }) => ({
    key: `${unit.id}-${warning.kind}-${"observerName" in warning ? warning.observerName : ""}`,
    href: `/assignments?unit=${unit.id}`,
    title: unit.shortName,
    ...(await warningWords(warning)),
  }));
  return (
    <>
      <RecusalWork warnings={recusals.warnings} />
      <StatRow>
        <AssignmentStats counts={counts} limits={board.limits} />
        <Stat
          label={t("field.below")}
          value={counts.loads.below}
          unit={t("field.people", { count: counts.loads.below })}
          href="/assignments?view=observers&load=below"
          tone={counts.loads.below > 0 ? "caution" : "neutral"}
          note={
            unitsLeast === unitsMost
              ? t("hint.belowSame", { count: unitsMost })
              : t("hint.below", { least: unitsLeast, most: unitsMost })
          }
        />
      </StatRow>
      <DeskGrid>
        <Panel
          flush
          level={level}
          title={t("title.warnings")}
          actions={
            <ButtonLink variant="quiet" size="sm" href="/assignments?warning=any">
              {t("action.all")}
            </ButtonLink>
          }
        >
          <DeskList items={await Promise.all(items)} empty={t("empty.warnings")} />
        </Panel>
        <Panel flush level={level} title={t("title.below", { count: unitsLeast })}>
          <DeskList
            items={below.slice(0, SHOWN).map((observer) => ({
              key: observer.id,
              href: `/assignments?view=observers&observer=${observer.id}`,
              title: observer.name,
              detail: observer.department,
              mark: t("hint.holds", { count: observer.unitIds.length }),
            }))}
            empty={t("empty.below", { count: unitsLeast })}
          />
        </Panel>
      </DeskGrid>
    </>
  );
}

async function warningWords(warning: UnitWarning) {
  const t = await getTranslations("home");
  const dates = await cityDates();
  const mark = (
    <Badge tone={TONES[warning.kind] ?? "attention"} icon={true}>
      {t(`status.${warning.kind}`, { day: "from" in warning ? dates.day(warning.from) : "" })}
    </Badge>
  );
  if ("until" in warning) {
    const day = dates.day(warning.until);
    if (warning.kind === "absent")
      return {
        mark,
        detail: t("hint.absentUntil", { name: warning.observerNames.join((await marks()).list), day }),
      };
    return { mark, detail: t("hint.rotationUntil", { name: warning.observerName, day }) };
  }
  return { mark, detail: "observerName" in warning ? warning.observerName : undefined };
}
