import { getLocale, getTranslations } from "next-intl/server";
import { dayText } from "@/components/observation/days";
import { DimensionMarks, MethodName, PolarityMark, StateMark } from "@/components/observation/marks";
import { marks } from "@/components/punctuation/marks";
import type { ObservationRow } from "@/lib/observations/queries";
import { entryDelayDays } from "@/lib/observations/rules";
import { dimensionWords } from "../dimension-words";
import { type ListColumn, plainCell } from "./list-column";

const levelOf = ({ confidentiality }: ObservationRow): 1 | 2 | 3 =>
  confidentiality === 3 ? 3 : confidentiality === 2 ? 2 : 1;
const lower = <Text extends string>(text: Text) => text.toLowerCase() as Lowercase<Text>;

export async function observationColumns(): Promise<ListColumn<ObservationRow>[]> {
  const t = await getTranslations("observations");
  const m = await marks();
  const isEnglish = (await getLocale()) === "en";
  const words = await dimensionWords();
  const nowrap = true;
  const minor = true;
  return [
    plainCell({
      key: "day",
      header: t("field.day"),
      width: "7rem",
      nowrap,
      text: (row) => dayText(row.startedAt),
    }),
    plainCell({ key: "unit", header: t("field.unit"), width: "8rem", nowrap, text: (row) => row.unitName }),
    {
      key: "method",
      header: t("field.method"),
      width: "8.5rem",
      nowrap,
      text: (row) => (isEnglish ? row.methodNameEn : row.methodName),
      cell: (row) => <MethodName name={row.methodName} nameEn={row.methodNameEn} isSample={row.isSample} />,
    },
    plainCell({ key: "fact", header: t("field.fact"), clip: true, written: true, text: (row) => row.fact }),
    plainCell({
      key: "cadres",
      header: t("field.cadres"),
      minor,
      width: "10rem",
      clip: true,
      text: (row) => row.cadres.map((line) => line.name).join(m.list),
    }),
    {
      key: "polarity",
      header: t("field.polarity"),
      width: "6.5rem",
      nowrap,
      text: (row) => t(`status.${lower(row.polarity)}`),
      cell: (row) => <PolarityMark polarity={row.polarity} />,
    },
    plainCell({
      key: "delay",
      header: t("field.delay"),
      minor,
      width: "5.5rem",
      nowrap,
      text: (row) =>
        row.enteredAt ? t("hint.delayShort", { days: entryDelayDays(row.endedAt, row.enteredAt) }) : "",
    }),
    plainCell({
      key: "observer",
      header: t("field.observer"),
      minor,
      width: "5.5rem",
      nowrap,
      text: (row) => row.observerName ?? "",
    }),
    {
      key: "state",
      header: t("field.state"),
      width: "6.5rem",
      nowrap,
      text: (row) => t(`status.${lower(row.state)}`),
      cell: (row) => <StateMark state={row.state} />,
    },
    plainCell({
      key: "place",
      header: t("field.place"),
      minor,
      width: "9rem",
      clip: true,
      text: (row) => row.place,
    }),
    {
      key: "dimensions",
      header: t("field.dimensions"),
      minor,
      width: "8rem",
      nowrap,
      text: (row) => row.dimensions.map((one) => words[one].shortName).join(m.list),
      cell: (row) => <DimensionMarks dimensions={row.dimensions} words={words} />,
    },
    plainCell({
      key: "submittedOn",
      header: t("field.submittedAt"),
      minor,
      width: "7rem",
      nowrap,
      text: (row) => dayText(row.submittedAt),
    }),
    plainCell({
      key: "confidentiality",
      header: t("field.confidentiality"),
      minor,
      width: "5.5rem",
      nowrap,
      text: (row) => t(`status.confidentiality${levelOf(row)}`),
    }),
  ];
}
