import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { PageProps } from "@/app/_shared/page-props";
import { findChange, listChangedLines, listChanges } from "@/lib/accounts/changes/queries";
import { changesFilter } from "@/lib/accounts/changes/schema";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { ChangesPage } from "../_components/changes-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("tables.action");
  return { title: t("changes") };
}

export default async function AccountChangesPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("accounts.manage");
  const { id } = changesFilter.parse(await searchParams);
  const { changes, chosen, lines } = await read(viewer, async (db) => {
    const chosen = id ? await findChange(db, id) : null;
    return {
      changes: await listChanges(db),
      chosen,
      lines: chosen ? await listChangedLines(db, chosen) : [],
    };
  });
  return <ChangesPage path="/accounts/changes" {...{ changes, chosen, lines }} viewerId={viewer.id} />;
}
