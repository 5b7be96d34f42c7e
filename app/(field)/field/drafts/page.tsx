import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { discardDraft } from "@/app/_actions/observations";
import { fieldPage } from "@/app/_shared/field-page";
import { DraftsView } from "@/components/field/drafts-view";
import { FieldFrame } from "@/components/field/field-frame";
import { InboxCount } from "@/components/field/inbox-count";
import { pageViewer } from "@/lib/platform/request";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("field.title");
  return { title: t("drafts") };
}

export default async function FieldDraftsPage() {
  const viewer = await pageViewer("observations.log");
  const { kit, words, locale } = await fieldPage(viewer, []);
  return (
    <FieldFrame
      words={words}
      viewerId={viewer.id}
      title={words.text.title.drafts}
      tab="drafts"
      counts={{ drafts: kit.drafts.length, inbox: <InboxCount unread={kit.unread} /> }}
    >
      <DraftsView
        viewerId={viewer.id}
        drafts={kit.drafts}
        returned={kit.returned}
        words={{ text: words.text, drafts: words.drafts }}
        locale={locale}
        discard={discardDraft}
      />
    </FieldFrame>
  );
}
