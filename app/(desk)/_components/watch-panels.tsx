import { getTranslations } from "next-intl/server";
import { ConcernMark } from "@/components/concern/marks";
import { CorrectionMark } from "@/components/correction/correction-mark";
import { marks } from "@/components/punctuation/marks";
import { ButtonLink } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { countConcerns, listConcerns } from "@/lib/concerns/queries";
import { countCorrections, listCorrections } from "@/lib/corrections/queries";
import { SHOWN } from "@/lib/coverage/desk/queries";
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { DeskList, type DeskProps } from "./desk-list";

export const readConcerns = async (db: ScopedDb, today: Day) => ({
  counts: await countConcerns(db, today),
  first: [
    ...(await listConcerns(db, { view: "open" }, today)),
    ...(await listConcerns(db, { view: "expiring" }, today)),
  ].slice(0, SHOWN),
});
export const readCorrections = async (db: ScopedDb, today: Day) => ({
  counts: await countCorrections(db, today),
  first: (await listCorrections(db, { view: "open" }, today)).slice(0, SHOWN),
});

type Where = Pick<DeskProps, "today" | "level">;

/** What waits for a decision, then what ends soon; each number opens its list. */
export async function ConcernPanel({
  concerns: { counts, first },
  today,
  level,
}: Where & { concerns: Awaited<ReturnType<typeof readConcerns>> }) {
  const t = await getTranslations("concerns");
  const m = await marks();
  return (
    <Panel
      flush
      level={level}
      title={t("title.waiting")}
      actions={
        <>
          <ButtonLink variant="quiet" size="sm" href="/concerns?view=open">
            {t("status.open")} {counts.open}
          </ButtonLink>
          <ButtonLink variant="quiet" size="sm" href="/concerns?view=expiring">
            {t("status.expiring", { days: counts.warningDays })} {counts.expiring}
          </ButtonLink>
        </>
      }
    >
      <DeskList
        items={first.map((row) => ({
          key: row.id,
          href: `/concerns/${row.id}`,
          title: `${row.cadreName}${m.says}${row.summary}`,
          detail: row.expiresOn ? t("hint.until", { day: row.expiresOn }) : row.unitName,
          mark: <ConcernMark concern={row} today={today} />,
        }))}
        empty={t("empty.desk")}
      />
    </Panel>
  );
}

/** What waits for an answer, the late ones first. */
export async function CorrectionPanel({
  corrections: { counts, first },
  today,
  level,
}: Where & { corrections: Awaited<ReturnType<typeof readCorrections>> }) {
  const t = await getTranslations("corrections");
  const m = await marks();
  return (
    <Panel
      flush
      level={level}
      title={t("title.waiting")}
      actions={
        <>
          <ButtonLink variant="quiet" size="sm" href="/corrections?view=open">
            {t("status.open")} {counts.open}
          </ButtonLink>
          {counts.overdue > 0 && (
            <ButtonLink variant="quiet" size="sm" href="/corrections?view=overdue">
              {t("status.overdue")} {counts.overdue}
            </ButtonLink>
          )}
        </>
      }
    >
      <DeskList
        items={first.map((row) => ({
          key: row.id,
          href: `/corrections/${row.id}`,
          title: `${row.cadreName}${m.says}${t(`status.${row.kind}`)}`,
          detail: row.body,
          mark: <CorrectionMark request={row} today={today} />,
        }))}
        empty={t("empty.open")}
      />
    </Panel>
  );
}
