"use client";

import { DisplaySettings } from "@/components/field/display-settings";
import { UnitsView } from "@/components/field/units-view";
import { unitTiles } from "@/lib/field/kit/rules";
import type { ShownPage } from "./page-parts";

type Props = { page: ShownPage; isStale: boolean; redraw: () => void };

export default function UnitsPart({ page: { kit, words, locale, today }, isStale, redraw }: Props) {
  return (
    <>
      {!isStale && (
        <UnitsView
          tiles={unitTiles(kit, today)}
          today={today}
          text={words.text}
          followUps={words.followUps}
          locale={locale}
        />
      )}
      <DisplaySettings locale={locale} isLarge={false} words={words.settings} onLanguage={redraw} />
    </>
  );
}
