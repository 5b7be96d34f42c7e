import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import { counted } from "@/components/punctuation/counted";
import { cx } from "@/components/ui/cx";
import { Panel } from "@/components/ui/panel";
import type { HandoverRow } from "@/lib/handovers/queries";
import { cityDay, daysBetween } from "@/lib/platform/clock";
import { HandoverMark } from "./handover-mark";

type Props = {
  rows: (HandoverRow & { href: string })[];
  currentId: string;
  /** on a narrow page: after the one that was asked for, or before where there is one to choose */
  comesLast: boolean;
};

/** Waiting: the longest first; settled: the latest first. The method stands only where the text may be read. */
export async function HandoverList({ rows, currentId, comesLast }: Props) {
  const t = await getTranslations("handovers");
  const isEnglish = (await getLocale()) === "en";
  const dates = await cityDates();
  const today = cityDay(new Date());
  return (
    <Panel
      title={t("nav.list")}
      note={await counted("items", rows.length)}
      flush
      className={cx("lg:sticky lg:top-24", comesLast && "max-lg:order-last")}
    >
      <nav aria-label={t("nav.list")} className="overflow-y-auto lg:max-h-[calc(100dvh-11rem)]">
        <ul className="divide-y divide-line">
          {rows.map((row) => (
            <li key={row.id}>
              <Link
                prefetch={false}
                href={row.href}
                aria-current={row.id === currentId ? "true" : undefined}
                className="block border-l-2 border-transparent px-3 py-2 hover:bg-paper-deep aria-[current]:border-accent aria-[current]:bg-accent-soft"
              >
                <span className="flex items-baseline justify-between gap-2">
                  <span className="truncate font-medium">{row.unitName}</span>
                  <span className="shrink-0 text-sm text-ink-soft">
                    {row.state === "WAITING" ? (
                      t("hint.waiting", { days: daysBetween(cityDay(row.receivedAt), today) })
                    ) : (
                      <HandoverMark state={row.state} />
                    )}
                  </span>
                </span>
                <span className="mt-0.5 flex flex-wrap gap-x-2 text-sm text-ink-soft">
                  {t("hint.byline", { author: row.authorName, day: dates.dayOfYear(row.occurredOn) })}{" "}
                  {isEnglish ? row.methodNameEn : row.methodName}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </Panel>
  );
}
