"use client";

import { MethodsView } from "@/components/field/methods-view";
import { UnitFollowUps } from "@/components/field/unit-follow-ups";
import { UnitMeetings } from "@/components/field/unit-meetings";
import { type KitUnit, methodRows } from "@/lib/field/kit/rules";
import type { ShownPage } from "./page-parts";

type Props = { page: ShownPage; unit: KitUnit; link: string | null };

export default function UnitPart({ page: { kit, words, locale, today }, unit, link }: Props) {
  return (
    <>
      <MethodsView
        unitId={unit.id}
        rows={methodRows(kit, unit, today)}
        link={link ?? undefined}
        text={words.text}
        locale={locale}
      />
      <UnitMeetings unit={unit} today={today} words={words.meetings} locale={locale} />
      <UnitFollowUps
        viewerId={kit.viewer.id}
        unit={unit}
        today={today}
        limit={kit.limits.outcome}
        words={words.followUps}
      />
    </>
  );
}
