import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { listAdministrators, listExceptions } from "@/lib/accounts/exceptions/queries";
import { MOST_DAYS } from "@/lib/accounts/exceptions/schema";
import { addDays, cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { AskPanel } from "./_components/ask-panel";
import { ExceptionCard } from "./_components/exception-card";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("exceptions.title");
  return { title: t("exceptions") };
}

export default async function ExceptionsPage() {
  const viewer = await pageViewer("exceptions.read");
  const mayAsk = can(viewer, "exceptions.ask");
  const { rows, administrators } = await read(viewer, async (db) => ({
    rows: await listExceptions(db),
    administrators: mayAsk ? await listAdministrators(db) : [],
  }));
  const today = cityDay(new Date());
  const t = await getTranslations("exceptions");
  return (
    <>
      <PageHeader title={t("title.exceptions")} subtitle={t("hint.exceptions", { days: MOST_DAYS })} />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_23rem]">
        {mayAsk && (
          <div className="min-w-0 xl:order-last">
            <AskPanel
              administrators={administrators.filter(({ id }) => id !== viewer.id)}
              today={today}
              latest={addDays(today, MOST_DAYS)}
            />
          </div>
        )}
        <div className="flex min-w-0 flex-col gap-3">
          {rows.length === 0 && <EmptyState title={t("empty.exceptions")} icon="shield" />}
          {rows.map((row) => (
            <ExceptionCard key={row.id} row={row} viewer={viewer} today={today} />
          ))}
        </div>
      </div>
    </>
  );
}
