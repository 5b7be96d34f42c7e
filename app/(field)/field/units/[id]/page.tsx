import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { fieldPage } from "@/app/_shared/field-page";
import { idOr404, type PageProps } from "@/app/_shared/page-props";
import { FieldFrame } from "@/components/field/field-frame";
import { InboxCount } from "@/components/field/inbox-count";
import { MethodsView } from "@/components/field/methods-view";
import { UnitFollowUps } from "@/components/field/unit-follow-ups";
import { UnitMeetings } from "@/components/field/unit-meetings";
import { findUnit, methodRows } from "@/lib/field/kit/rules";
import { entryFilter } from "@/lib/observations/form/schema";
import { pageViewer } from "@/lib/platform/request";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("field.title");
  return { title: t("methods") };
}

export default async function FieldUnitPage({ params, searchParams }: PageProps<{ id: string }>) {
  const viewer = await pageViewer("observations.log");
  const id = idOr404((await params).id);
  const { kit, words, locale, now } = await fieldPage(viewer, [id]);
  const { link } = entryFilter.parse(await searchParams);
  const unit = findUnit(kit, id);
  if (!unit) notFound();
  return (
    <FieldFrame
      words={words}
      viewerId={viewer.id}
      title={unit.shortName}
      back="/field"
      tab="units"
      counts={{ drafts: kit.drafts.length, inbox: <InboxCount unread={kit.unread} /> }}
    >
      <MethodsView
        unitId={id}
        rows={methodRows(kit, unit, now.day)}
        link={link}
        text={words.text}
        locale={locale}
      />
      <UnitMeetings unit={unit} today={now.day} words={words.meetings} locale={locale} />
      <UnitFollowUps
        viewerId={viewer.id}
        unit={unit}
        today={now.day}
        limit={kit.limits.outcome}
        words={words.followUps}
      />
    </FieldFrame>
  );
}
