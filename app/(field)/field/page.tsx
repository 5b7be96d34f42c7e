import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { fieldPage } from "@/app/_shared/field-page";
import { isTextLarge } from "@/app/_shared/text-size";
import { DisplaySettings } from "@/components/field/display-settings";
import { FieldFrame } from "@/components/field/field-frame";
import { InboxCount } from "@/components/field/inbox-count";
import { SignOut } from "@/components/field/sign-out";
import { UnitsView } from "@/components/field/units-view";
import { unitTiles } from "@/lib/field/kit/rules";
import { pageViewer } from "@/lib/platform/request";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("field.title");
  return { title: t("units") };
}

export default async function FieldPage() {
  const viewer = await pageViewer("observations.log");
  const { kit, words, locale, now } = await fieldPage(viewer);
  const { text } = words;
  return (
    <FieldFrame
      words={words}
      viewerId={viewer.id}
      title={text.title.units}
      tab="units"
      counts={{ drafts: kit.drafts.length, inbox: <InboxCount unread={kit.unread} /> }}
      action={<SignOut viewerId={viewer.id} words={words.signOut} />}
    >
      <UnitsView
        tiles={unitTiles(kit, now.day)}
        today={now.day}
        text={text}
        followUps={words.followUps}
        locale={locale}
      />
      <p className="px-3">
        <a href="/account" className="inline-flex min-h-11 items-center text-accent">
          {(await getTranslations({ locale, namespace: "accounts" }))("title.account")}
        </a>
      </p>
      <DisplaySettings locale={locale} isLarge={await isTextLarge()} words={words.settings} />
    </FieldFrame>
  );
}
