import { getTranslations } from "next-intl/server";
import { figuresText } from "@/components/achievement/figures";
import { AchievementMark, MissingText } from "@/components/achievement/marks";
import { marks } from "@/components/punctuation/marks";
import { missingFor } from "@/lib/achievements/corroboration/rules";
import type { AchievementRow } from "@/lib/achievements/queries";
import { cityDay } from "@/lib/platform/clock";
import { type ListColumn, plainCell } from "./list-column";

const lower = <Text extends string>(text: Text) => text.toLowerCase() as Lowercase<Text>;

export async function achievementColumns(): Promise<ListColumn<AchievementRow>[]> {
  const t = await getTranslations("achievements");
  const m = await marks();
  const nowrap = true;
  const minor = true;
  return [
    plainCell({
      key: "claim",
      header: t("field.claim"),
      width: "15rem",
      clip: true,
      written: true,
      text: (row) => row.claim,
    }),
    plainCell({
      key: "unit",
      header: t("field.unit"),
      minor,
      width: "8rem",
      nowrap,
      text: (row) => row.unitName,
    }),
    plainCell({
      key: "cadres",
      header: t("field.cadres"),
      width: "12rem",
      clip: true,
      text: (row) => row.cadres.map((line) => line.name).join(m.list),
    }),
    plainCell({
      key: "period",
      header: t("field.period"),
      width: "11.5rem",
      nowrap,
      minor,
      text: (row) => `${row.startsOn} – ${row.endsOn}`,
    }),
    plainCell({
      key: "figures",
      header: t("field.indicator"),
      width: "12rem",
      clip: true,
      minor,
      text: (row) => figuresText(row, { target: t("field.target"), marks: m }),
    }),
    {
      key: "missing",
      header: t("field.missing"),
      width: "11rem",
      nowrap,
      text: (row) => (row.state === "WAITING" ? t(`hint.${missingFor(row.sources) ?? "enough"}`) : ""),
      cell: (row) => (row.state === "WAITING" ? <MissingText sources={row.sources} /> : ""),
    },
    {
      key: "state",
      header: t("field.state"),
      width: "6.5rem",
      nowrap,
      text: (row) => t(`status.${lower(row.state)}`),
      cell: (row) => <AchievementMark state={row.state} />,
    },
    plainCell({
      key: "level",
      header: t("field.level"),
      minor,
      width: "6rem",
      nowrap,
      text: (row) => t(`status.${lower(row.level)}`),
    }),
    plainCell({
      key: "task",
      header: t("field.task"),
      minor,
      width: "11rem",
      clip: true,
      text: (row) => row.taskName ?? "",
    }),
    plainCell({
      key: "drafter",
      header: t("field.drafter"),
      minor,
      width: "5.5rem",
      nowrap,
      text: (row) => row.drafterName ?? "",
    }),
    plainCell({
      key: "updatedOn",
      header: t("field.updatedOn"),
      minor,
      width: "7rem",
      nowrap,
      text: (row) => cityDay(row.updatedAt),
    }),
  ];
}
