import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { dayText } from "@/components/observation/days";
import { counted } from "@/components/punctuation/counted";
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import type { Waiting } from "@/lib/observations/review/queries";
import { cityDay, daysBetween } from "@/lib/platform/clock";

export async function WaitingList({ waiting, currentId }: { waiting: Waiting[]; currentId: string }) {
  const t = await getTranslations("observations");
  const isEnglish = (await getLocale()) === "en";
  const today = cityDay(new Date());
  return (
    <Panel
      title={t("title.queue")}
      note={await counted("records", waiting.length)}
      flush
      className="max-lg:order-last lg:sticky lg:top-24"
    >
      <nav aria-label={t("nav.queue")} className="overflow-y-auto lg:max-h-[calc(100dvh-11rem)]">
        <ul className="divide-y divide-line">
          {waiting.map((one) => {
            const days = daysBetween(cityDay(one.submittedAt), today);
            return (
              <li key={one.id}>
                <Link
                  prefetch={false}
                  href={`/review?id=${one.id}`}
                  aria-current={one.id === currentId ? "true" : undefined}
                  className="block border-l-2 border-transparent px-3 py-2 hover:bg-paper-deep aria-[current]:border-accent aria-[current]:bg-accent-soft"
                >
                  <span className="flex items-baseline justify-between gap-2">
                    <span className="truncate font-medium">{one.unitName}</span>
                    <span className="shrink-0 text-sm text-ink-hint">
                      {days > 0 ? t("hint.waiting", { days }) : t("hint.waitingToday")}
                    </span>
                  </span>
                  <span className="mt-0.5 flex flex-wrap items-center gap-x-2 text-sm text-ink-soft">
                    {isEnglish ? one.methodNameEn : one.methodName} {one.observerName}{" "}
                    {dayText(one.startedAt)}
                    {one.polarity === "ATTENTION" && (
                      <Badge tone="attention" icon="warning">
                        {t("status.attention")}
                      </Badge>
                    )}
                    {one.revisionNo > 1 && <Badge>{t("hint.revisionNo", { number: one.revisionNo })}</Badge>}
                  </span>
                </Link>
              </li>
            );
          })}
        </ul>
      </nav>
    </Panel>
  );
}
