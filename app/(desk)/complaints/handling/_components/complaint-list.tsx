import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ComplaintMark } from "@/components/complaint/complaint-mark";
import { counted } from "@/components/punctuation/counted";
import { Panel } from "@/components/ui/panel";
import type { HandledComplaint } from "@/lib/complaints/queries";
import type { Day } from "@/lib/platform/clock";

type Props = { rows: (HandledComplaint & { href: string })[]; currentId: string; today: Day };

/** Open: what is due first. Answered: the latest first. */
export async function ComplaintList({ rows, currentId, today }: Props) {
  const t = await getTranslations("complaints");
  return (
    <Panel
      title={t("nav.list")}
      note={await counted("entries", rows.length)}
      flush
      className="max-lg:order-last lg:sticky lg:top-24"
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
                <span className="flex flex-wrap items-center justify-between gap-2">
                  <span className="font-medium">{t(`status.${row.kind}`)}</span>
                  <ComplaintMark complaint={row} today={today} />
                </span>
                <span className="mt-0.5 line-clamp-2 text-sm text-ink-soft">{row.body}</span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </Panel>
  );
}
