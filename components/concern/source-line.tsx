import { getLocale, getTranslations } from "next-intl/server";
import { marks } from "@/components/punctuation/marks";
import { Badge } from "@/components/ui/badge";
import { mayBeIndependent } from "@/lib/achievements/corroboration/rules";
import type { ConcernSource } from "@/lib/concerns/queries";

/** A record or a paper that a concern leans on; whether it counts, and if not why. */
export async function ConcernSourceLine({
  source,
  isBrief = false,
}: {
  source: ConcernSource;
  isBrief?: boolean;
}) {
  const m = await marks();
  const t = await getTranslations("concerns");
  const title = (await getLocale()) === "en" ? source.titleEn : source.title;
  const why = source.isWithdrawn
    ? "withdrawn"
    : !source.isCurrent
      ? "outdated"
      : mayBeIndependent(source.kind)
        ? null
        : "synthesisNot";
  const kind = source.kind === "unit_recommendation" ? "document" : source.kind;
  const name = source.recorderName;
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        {source.observationId ? (
          <a href={`/observations/${source.observationId}`} className="font-medium text-accent">
            {source.on} {title}
          </a>
        ) : (
          <span className="font-medium">
            {title} {source.number}
          </span>
        )}
        <Badge>{t(`status.${kind}`)}</Badge>
        {why ? (
          <Badge tone="caution" icon>
            {t(`status.${why}`)}
          </Badge>
        ) : (
          !isBrief && (
            <Badge tone="positive" icon="check">
              {t("status.counts")}
            </Badge>
          )
        )}
      </p>
      <p className="text-sm text-ink-soft">
        {[
          name && t(source.observationId ? "hint.recorder" : "hint.broughtBy", { name }),
          !source.observationId && source.on,
          !isBrief && source.excerpt,
          source.note,
          source.withdrawReason &&
            t("hint.withdrawn", { day: source.withdrawnOn ?? "", reason: source.withdrawReason }),
        ]
          .filter(Boolean)
          .join(m.gap)}
      </p>
    </>
  );
}
