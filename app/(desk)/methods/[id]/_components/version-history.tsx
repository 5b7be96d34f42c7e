import { getLocale, getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import { Timeline } from "@/components/ui/timeline";
import { fieldLabel } from "@/lib/methods/rules";
import type { Version } from "@/lib/methods/versions/queries";
import { fieldChanges } from "@/lib/methods/versions/rules";

type Props = { id: string; versions: readonly Version[]; presentId: string; mayEdit: boolean };

/** Who published what from when and why, and the way back. */
export async function VersionHistory({ id, versions, presentId, mayEdit }: Props) {
  const t = await getTranslations("methods");
  const dates = await cityDates();
  const locale = await getLocale();
  return (
    <Timeline
      label={t("title.history")}
      items={versions.map((version, at) => {
        const before = versions[at + 1];
        const changes = before ? fieldChanges(version.content.fields, before.content.fields) : [];
        return {
          key: version.id,
          time: dates.day(version.effectiveFrom),
          dateTime: version.effectiveFrom,
          title: t("status.version", {
            no: version.versionNo,
            state: version.id === presentId ? "present" : "other",
          }),
          children: (
            <>
              {version.publisherName
                ? t("hint.publishedBy", { name: version.publisherName, reason: version.reason })
                : t("hint.delivered")}
              {changes.length > 0 && (
                <span className="block text-sm text-ink-soft">
                  {changes
                    .map((change) => t(`status.change.${change.kind}`, { label: fieldLabel(change, locale) }))
                    .join(t("hint.listMark"))}
                </span>
              )}
              {mayEdit && at > 0 && (
                <a
                  href={`/methods/${id}?back=${version.id}`}
                  className="block text-accent underline underline-offset-3"
                >
                  {t("action.restore", { no: version.versionNo })}
                </a>
              )}
            </>
          ),
        };
      })}
    />
  );
}
