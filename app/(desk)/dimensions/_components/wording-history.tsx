import { getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import { Badge } from "@/components/ui/badge";
import { Timeline } from "@/components/ui/timeline";
import type { KeptWording } from "@/lib/dimensions/queries";
import { type DimensionWords, isSameWording } from "@/lib/dimensions/rules";
import type { Dimension } from "@/lib/dimensions/schema";
import { dimensionsHref } from "./address";

type Props = {
  wordings: readonly KeptWording[];
  words: DimensionWords;
  mayEdit: boolean;
  /** the last one set, announced or in force */
  latest: (dimension: Dimension) => KeptWording | undefined;
  inForce: (dimension: Dimension) => KeptWording | undefined;
  on?: string;
};

/** Who called what what, from when and why, and the way back. */
export async function WordingHistory({ wordings, words, mayEdit, latest, inForce, on }: Props) {
  const t = await getTranslations("dimensions");
  const dates = await cityDates();
  // those that came with the system have one day: 德 能 勤 绩 廉, as everybody says them
  const isDelivered = ({ setterName }: KeptWording) => setterName === null;
  const lines = [
    ...wordings.filter((one) => !isDelivered(one)),
    ...wordings.filter(isDelivered).toReversed(),
  ];
  return (
    <Timeline
      label={t("title.history")}
      items={lines.map((one) => {
        const last = latest(one.dimension);
        const current = inForce(one.dimension);
        const isAhead = current !== undefined && one.startsOn > current.startsOn;
        return {
          key: one.id,
          time: one.startsOn,
          dateTime: one.startsOn,
          tone: one === current ? ("info" as const) : ("neutral" as const),
          title:
            one.name === one.shortName
              ? one.name
              : t("hint.texts", { name: one.name, shortName: one.shortName }),
          meta: (
            <>
              {words[one.dimension].name !== one.name && (
                <span className="text-sm text-ink-soft">{words[one.dimension].name}</span>
              )}
              {(one === current || isAhead) && (
                <Badge tone={isAhead ? "caution" : "info"}>
                  {t(isAhead ? "status.coming" : "status.inForce")}
                </Badge>
              )}
            </>
          ),
          children: (
            <>
              {one.hint && <p>{one.hint}</p>}
              <p className="text-sm text-ink-soft">
                {one.setterName
                  ? t("hint.changed", { name: one.setterName, reason: one.reason })
                  : t("hint.delivered")}
                {one.restoresFrom && ` · ${t("hint.restored", { day: dates.day(one.restoresFrom) })}`}
              </p>
              {mayEdit && last && !isSameWording(one, last) && (
                <a
                  href={dimensionsHref(on, { back: one.id })}
                  aria-label={t("action.restoreFor", { name: one.name, day: dates.day(one.startsOn) })}
                  className="text-accent underline underline-offset-3"
                >
                  {t("action.restore")}
                </a>
              )}
            </>
          ),
        };
      })}
    />
  );
}
