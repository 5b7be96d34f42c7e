import { getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge";
import { Timeline } from "@/components/ui/timeline";
import { momentText } from "@/lib/platform/clock";
import type { FactChange } from "@/lib/roster/facts/queries";
import { mayBringBack } from "@/lib/roster/facts/rules";
import type { Facts } from "@/lib/roster/facts/schema";
import { hasFile } from "@/lib/roster/schema";

type Props = {
  changes: readonly FactChange[];
  now: Facts;
  /** absent where nothing may be brought back */
  backHref?: (over: Record<string, string>) => string;
};

/** A résumé has pages; what changed in it is read in the form. */
const SHOWN = 60;
const cut = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);

/** Who changed what, when and why, whether by hand or by a roster, and the way back. */
export async function FactHistory({ changes, now, backHref }: Props) {
  const t = await getTranslations("roster");
  if (changes.length === 0) return <p className="text-ink-soft">{t("empty.changes")}</p>;
  return (
    <Timeline
      label={t("title.changes")}
      items={changes.map((change) => {
        const { kind, outcome, differences, state } = change;
        const at = momentText(change.at);
        const isBack = outcome === "CHANGED" && state === "CONFIRMED" && mayBringBack(now, differences);
        return {
          key: change.id,
          time: at,
          dateTime: change.at.toISOString(),
          title: t(outcome === "ADDED" ? "status.change.ADDED" : `status.change.${kind}`),
          meta: state === "UNDONE" && <Badge>{t("status.batch.UNDONE")}</Badge>,
          children: (
            <>
              {outcome === "CHANGED" &&
                differences
                  .filter(({ isNoted }) => !isNoted)
                  .map((one) => (
                    <p key={one.field} className="break-words">
                      {t("hint.postChanged", {
                        field: t(`field.roster.${one.field}`),
                        before: cut(one.old) || t("empty.value"),
                        after: cut(one.new) || t("empty.value"),
                      })}
                    </p>
                  ))}
              {outcome === "CHANGED" && differences.length === 0 && <p>{t("hint.changeEmptied")}</p>}
              <p className="text-sm text-ink-soft">
                {t(hasFile(kind) ? "hint.changedByFile" : "hint.postChangedBy", {
                  name: change.actorName,
                  reason: change.reason,
                })}
                {backHref && isBack && (
                  <a
                    href={backHref({ back: change.id })}
                    aria-label={t("action.bringBackOf", { at })}
                    className="ml-2 text-accent underline underline-offset-3"
                  >
                    {t("action.bringBack")}
                  </a>
                )}
              </p>
              {state === "UNDONE" && change.undoneAt && (
                <p className="text-sm text-ink-soft">
                  {t("hint.changeUndone", {
                    name: change.undoerName ?? "",
                    at: momentText(change.undoneAt),
                  })}
                </p>
              )}
            </>
          ),
        };
      })}
    />
  );
}
