import { getLocale, getTranslations } from "next-intl/server";
import { recordsHref } from "@/app/_shared/records-href";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import type { Wording } from "@/lib/conduct/queries";
import { ALL_PLACES, isComing, isInForce, placeKey } from "@/lib/conduct/rules";
import type { ConductList } from "@/lib/conduct/schema";
import type { Day } from "@/lib/platform/clock";

type Props = {
  list: ConductList;
  wordings: Wording[];
  /** by item and month; null where the counts are not the viewer's */
  use: { itemId: string; records: number }[] | null;
  on: Day;
  today: Day;
  /** first day of the months that are counted */
  from: Day;
  editHref?: (place: string) => string;
};

/** The ten places of a list as of a day: what stands there, how often it is cited, what is to come. */
export async function ListTable({ list, wordings, use, on, today, from, editHref }: Props) {
  const t = await getTranslations("conduct");
  const isEnglish = (await getLocale()) === "en";
  const rows = ALL_PLACES.filter((place) => place.list === list).map((place) => {
    const here = wordings.filter((one) => one.list === list && one.position === place.position);
    const item = here.find((one) => isInForce(one, on));
    const coming = here.find((one) => isComing(one, today));
    const records = use?.filter((one) => one.itemId === item?.id).reduce((sum, one) => sum + one.records, 0);
    return { place, item, coming, records };
  });
  return (
    <DataTable
      caption={`${t(`title.${list.toLowerCase()}`)} · ${t("hint.asOf", { day: on })}`}
      flush
      rows={rows}
      rowKey={({ place }) => placeKey(place)}
      columns={[
        {
          key: "position",
          header: t("field.position"),
          width: "3.5rem",
          cell: ({ place }) => place.position,
        },
        {
          key: "text",
          header: t("field.text"),
          cell: ({ item, coming }) => (
            <>
              {item ? (
                <a href={`/conduct/${item.id}`} className="text-accent hover:underline">
                  {isEnglish ? item.textEn : item.text}
                </a>
              ) : (
                <span className="text-ink-hint">{t("empty.place")}</span>
              )}
              {item?.isSample && (
                <span className="ml-2">
                  <Badge>{t("status.sample")}</Badge>
                </span>
              )}
              {coming && (
                <span className="block text-sm text-caution">
                  {t("hint.pending", {
                    day: coming.startsOn,
                    text: isEnglish ? coming.textEn : coming.text,
                  })}
                </span>
              )}
              {item?.endsOn && !coming && item.endsOn >= today && (
                <span className="block text-sm text-caution">{t("hint.ends", { day: item.endsOn })}</span>
              )}
            </>
          ),
        },
        {
          key: "validity",
          header: t("field.validity"),
          width: "12rem",
          nowrap: true,
          minor: true,
          cell: ({ item }) => item && `${item.startsOn} – ${item.endsOn ?? t("hint.now")}`,
        },
        ...(use
          ? [
              {
                key: "records",
                header: t("field.records"),
                width: "5.5rem",
                align: "end" as const,
                cell: ({ item, records = 0 }: (typeof rows)[number]) =>
                  item && (
                    <a
                      href={recordsHref({ item: item.id, from, state: "counted" })}
                      className="text-accent hover:underline"
                    >
                      {records}
                    </a>
                  ),
              },
            ]
          : []),
        ...(editHref
          ? [
              {
                key: "edit",
                header: <span className="sr-only">{t("action.word")}</span>,
                width: "5rem",
                cell: ({ place, item }: (typeof rows)[number]) => (
                  <ButtonLink
                    size="sm"
                    href={editHref(placeKey(place))}
                    scroll={false}
                    aria-label={t(item ? "title.word" : "title.fill", { position: place.position })}
                  >
                    {t(item ? "action.word" : "action.fill")}
                  </ButtonLink>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}
