import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { PageProps } from "@/app/_shared/page-props";
import { addressOf } from "@/components/ui/address";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { checkChain, listAuditLines, PAGE_SIZE } from "@/lib/audit/queries";
import { auditFilter } from "@/lib/audit/schema";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { AuditFilters } from "./_components/audit-filters";
import { AuditTable } from "./_components/audit-table";
import { ChainState } from "./_components/chain-state";

const PATH = "/audit";
/** Checked with every view; the whole chain on demand. */
const NEWEST_LINES = 1_000;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("audit.title");
  return { title: t("audit") };
}

export default async function AuditPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("audit.read");
  const filter = auditFilter.parse(await searchParams);
  const { check, ...list } = filter;
  const { found, chain } = await read(viewer, async (db) => ({
    found: await listAuditLines(db, filter),
    chain: await checkChain(db, { newest: check === "all" ? undefined : NEWEST_LINES }),
  }));
  const rows = found.slice(0, PAGE_SIZE);
  const t = await getTranslations("audit");
  return (
    <>
      <PageHeader title={t("title.audit")} subtitle={t("hint.audit")} />
      <ChainState chain={chain} checkAllHref={addressOf(PATH, list, { check: "all" })} />
      <AuditFilters filter={filter} />
      <AuditTable rows={rows} hrefOf={(over) => addressOf(PATH, { ...list, before: undefined }, over)} />
      <Pager
        prevHref={filter.before ? addressOf(PATH, { ...list, before: undefined }) : undefined}
        nextHref={found.length > PAGE_SIZE ? addressOf(PATH, list, { before: rows.at(-1)?.seq }) : undefined}
        labels={{ nav: t("nav.pager"), prev: t("nav.first"), next: t("nav.next") }}
      />
    </>
  );
}
