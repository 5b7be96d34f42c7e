import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { fieldPage } from "@/app/_shared/field-page";
import { ExportItems } from "@/components/field/export-items";
import { FieldFrame } from "@/components/field/field-frame";
import { InboxCount } from "@/components/field/inbox-count";
import { OutboxView } from "@/components/field/outbox-view";
import { pageViewer } from "@/lib/platform/request";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("field.title");
  return { title: t("outbox") };
}

export default async function FieldOutboxPage() {
  const viewer = await pageViewer("observations.log");
  const { kit, words } = await fieldPage(viewer, []);
  return (
    <FieldFrame
      words={words}
      viewerId={viewer.id}
      title={words.text.title.outbox}
      tab="outbox"
      counts={{ drafts: kit.drafts.length, inbox: <InboxCount unread={kit.unread} /> }}
    >
      <OutboxView
        viewerId={viewer.id}
        words={words.outbox}
        tools={<ExportItems viewerId={viewer.id} words={words.exports} />}
      />
    </FieldFrame>
  );
}
