import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { fieldPage } from "@/app/_shared/field-page";
import { FieldFrame } from "@/components/field/field-frame";
import { InboxCount } from "@/components/field/inbox-count";
import { InboxView } from "@/components/field/inbox-view";
import { pageViewer } from "@/lib/platform/request";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("field.title");
  return { title: t("inbox") };
}

export default async function FieldInboxPage() {
  const viewer = await pageViewer("observations.log");
  const { kit, words, locale } = await fieldPage(viewer, []);
  return (
    <FieldFrame
      words={words}
      viewerId={viewer.id}
      title={words.text.title.inbox}
      tab="inbox"
      counts={{ drafts: kit.drafts.length, inbox: <InboxCount unread={kit.unread} /> }}
    >
      <InboxView
        viewer={{ id: viewer.id, unitIds: viewer.unitIds }}
        notices={kit.notices}
        unread={kit.unread}
        words={words.inbox}
        locale={locale}
      />
    </FieldFrame>
  );
}
