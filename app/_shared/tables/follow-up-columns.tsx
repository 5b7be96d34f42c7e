import { getTranslations } from "next-intl/server";
import { followUpWords } from "@/app/_shared/follow-up-words";
import { DueBadge } from "@/components/follow-up/due-badge";
import { dueText } from "@/components/follow-up/words";
import { Badge } from "@/components/ui/badge";
import type { ListedFollowUp } from "@/lib/observations/follow-ups/queries";
import type { Day } from "@/lib/platform/clock";
import { type ListColumn, plainCell } from "./list-column";

export async function followUpColumns(
  today: Day,
  ownerHref: (owner: string) => string,
): Promise<ListColumn<ListedFollowUp>[]> {
  const t = await getTranslations("observations");
  const { due } = await followUpWords();
  const nowrap = true;
  const minor = true;
  return [
    plainCell({
      key: "title",
      header: t("field.followUpTitle"),
      clip: true,
      written: true,
      text: (row) => row.title,
    }),
    {
      key: "due",
      header: t("field.dueOn"),
      width: "11rem",
      nowrap,
      text: (row) =>
        row.doneOn
          ? t("hint.closedOn", { day: row.doneOn })
          : row.dueOn
            ? row.dueOn
            : dueText(null, today, due),
      cell: (row) =>
        row.doneOn ? (
          <Badge tone="positive" icon>
            {t("hint.closedOn", { day: row.doneOn })}
          </Badge>
        ) : (
          <>
            <DueBadge dueOn={row.dueOn} today={today} words={due} />
            {row.dueOn && <span className="ml-2 text-sm text-ink-soft max-sm:hidden">{row.dueOn}</span>}
          </>
        ),
    },
    {
      key: "unit",
      header: t("field.unit"),
      minor,
      width: "8rem",
      nowrap,
      text: (row) => row.unitName,
      cell: (row) => <a href={`/units/${row.unitId}`}>{row.unitName}</a>,
    },
    {
      key: "owner",
      header: t("field.owner"),
      width: "6rem",
      nowrap,
      text: (row) => row.ownerName,
      cell: (row) => <a href={ownerHref(row.ownerId)}>{row.ownerName}</a>,
    },
    plainCell({
      key: "askedBy",
      header: t("field.askedBy"),
      minor,
      width: "6rem",
      nowrap,
      text: (row) => row.askedByName ?? "",
    }),
    plainCell({
      key: "recordedOn",
      header: t("field.recordedOn"),
      minor,
      width: "7rem",
      nowrap,
      text: (row) => row.recordedOn ?? "",
    }),
    {
      key: "outcome",
      header: t("field.outcome"),
      minor,
      width: "13rem",
      clip: true,
      text: (row) => row.outcome,
      cell: (row) => (
        <>
          {row.outcome}
          {row.answerId && (
            <>
              {" "}
              <a href={`/observations/${row.answerId}`}>{t("action.openAnswer")}</a>
            </>
          )}
        </>
      ),
    },
  ];
}
