import { getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import { ButtonLink } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import type { KeptWording } from "@/lib/dimensions/queries";
import { type DimensionWords, wordingOn } from "@/lib/dimensions/rules";
import { DIMENSIONS, type Dimension } from "@/lib/dimensions/schema";
import type { Day } from "@/lib/platform/clock";
import { dimensionsHref } from "./address";

type Props = {
  wordings: readonly KeptWording[];
  words: DimensionWords;
  on: Day;
  today: Day;
  mayEdit: boolean;
  edited?: Dimension;
};

/** What each of the five is called as of a day, since when, and what is to come. */
export async function DimensionTable({ wordings, words, on, today, mayEdit, edited }: Props) {
  const t = await getTranslations("dimensions");
  const dates = await cityDates();
  const columns: Column<Dimension>[] = [
    {
      key: "name",
      header: t("field.name"),
      width: "10rem",
      cell: (one) => {
        // newest first: the last of those ahead is the next to come
        const coming = wordings.findLast((each) => each.dimension === one && each.startsOn > today);
        return (
          <>
            <span className="font-medium">{words[one].name}</span>
            {coming && (
              <span className="block text-sm text-caution">
                {t("hint.coming", { day: dates.day(coming.startsOn), name: coming.name })}
              </span>
            )}
          </>
        );
      },
    },
    {
      key: "short",
      header: t("field.shortName"),
      width: "7.5rem",
      minor: true,
      cell: (one) => words[one].shortName,
    },
    { key: "hint", header: t("field.hint"), cell: (one) => words[one].hint || t("empty.none") },
    {
      key: "since",
      header: t("field.since"),
      width: "9rem",
      nowrap: true,
      minor: true,
      cell: (one) => {
        const wording = wordingOn(wordings, one, on);
        return wording?.setterName ? dates.day(wording.startsOn) : t("hint.delivered");
      },
    },
  ];
  if (mayEdit)
    columns.push({
      key: "actions",
      header: <span className="sr-only">{t("field.actions")}</span>,
      nowrap: true,
      width: "5rem",
      cell: (one) => (
        <ButtonLink
          size="sm"
          href={dimensionsHref(undefined, { edit: one })}
          scroll={false}
          aria-label={t("action.wordFor", { name: words[one].name })}
        >
          {t("action.word")}
        </ButtonLink>
      ),
    });
  return (
    <DataTable
      flush
      caption={t("hint.table", { title: t("title.list") })}
      rows={DIMENSIONS}
      rowKey={(one) => one}
      isSelected={(one) => one === edited}
      columns={columns}
    />
  );
}
