"use client";

import { type ReactNode, useEffect, useState } from "react";
import { amendObservation, discardDraft, logObservation, saveDraft } from "@/app/_actions/observations";
import { DisplaySettings } from "@/components/field/display-settings";
import { DraftsView } from "@/components/field/drafts-view";
import { type EntryAsked, entryOfKit } from "@/components/field/entry-of-kit";
import { ExportItems } from "@/components/field/export-items";
import { FieldFrame, type FieldTabName } from "@/components/field/field-frame";
import { type FieldRoute, fieldRoute } from "@/components/field/field-route";
import type { FieldLocale, FieldWords, PhoneKit } from "@/components/field/field-words";
import { InboxView } from "@/components/field/inbox-view";
import { MethodAbout } from "@/components/field/method-about";
import { MethodsView } from "@/components/field/methods-view";
import { OutboxView } from "@/components/field/outbox-view";
import { SignOut } from "@/components/field/sign-out";
import { UnitFollowUps } from "@/components/field/unit-follow-ups";
import { UnitsView } from "@/components/field/units-view";
import { Watermark } from "@/components/layout/watermark";
import { EntryForm } from "@/components/observation/form/entry-form";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { findUnit, methodRows, unitTiles } from "@/lib/field/kit/rules";
import { cityDay } from "@/lib/platform/clock";
import { FieldOpening, type OpeningWords } from "./field-opening";
import { useFieldKit } from "./use-field-kit";

type Page = { kit: PhoneKit; words: FieldWords; locale: FieldLocale; today: string };

/** The phone's pages from what this device keeps: the same views as the server's, at the same addresses. */
export function FieldApp({ opening }: { opening: Record<FieldLocale, OpeningWords> }) {
  const { state, isSignedOut, ask, redraw } = useFieldKit();
  const [route, setRoute] = useState<FieldRoute | null>(null);
  useEffect(() => {
    const asked = fieldRoute(new URL(window.location.href));
    if (asked.name === "amend") window.location.replace(`/observations/new?amend=${asked.id}`);
    else setRoute(asked);
  }, []);
  const locale = state.kind === "ready" ? state.locale : null;
  useEffect(() => {
    if (locale) document.documentElement.lang = locale;
  }, [locale]);

  if (state.kind === "none" || state.kind === "denied")
    return <FieldOpening words={opening} isDenied={state.kind === "denied"} onRetry={() => ask("person")} />;
  if (state.kind === "opening" || route === null)
    return <div data-shell="field" aria-busy className="min-h-dvh bg-paper" />;

  const { kit } = state;
  const page = { kit, words: kit.words[state.locale], locale: state.locale, today: cityDay(new Date()) };
  const { text } = page.words;
  const frame = {
    words: page.words,
    counts: { drafts: kit.drafts.length, inbox: kit.unread },
    viewerId: kit.viewer.id,
    isSignedOut,
  };
  const stale = state.isStale && (
    <div className="mb-3">
      <Notice kind="caution">{text.hint.stale}</Notice>
    </div>
  );
  const tabbed = (
    tab: FieldTabName,
    title: string,
    children: ReactNode,
    more: { back?: string; action?: ReactNode } = {},
  ) => (
    <FieldFrame {...frame} title={title} tab={tab} {...more}>
      <Title page={page} title={title} />
      {stale}
      {children}
      <Mark kit={kit} />
    </FieldFrame>
  );

  switch (route.name) {
    case "new":
      return <Entry page={page} asked={route} frame={frame} />;
    case "unit": {
      const unit = findUnit(kit, route.id);
      return tabbed(
        "units",
        unit?.shortName ?? text.title.notMine,
        unit ? (
          <>
            <MethodsView
              unitId={unit.id}
              rows={methodRows(kit, unit, page.today)}
              link={route.link ?? undefined}
              text={text}
              locale={state.locale}
            />
            <UnitFollowUps
              viewerId={kit.viewer.id}
              unit={unit}
              today={page.today}
              words={page.words.followUps}
            />
          </>
        ) : (
          <Gone page={page} />
        ),
        { back: "/field" },
      );
    }
    case "drafts":
      return tabbed(
        "drafts",
        text.title.drafts,
        <DraftsView
          viewerId={kit.viewer.id}
          drafts={kit.drafts}
          returned={kit.returned}
          words={page.words}
          locale={state.locale}
          discard={discardDraft}
        />,
      );
    case "outbox":
      return tabbed(
        "outbox",
        text.title.outbox,
        <OutboxView
          viewerId={kit.viewer.id}
          locale={state.locale}
          words={page.words.outbox}
          tools={<ExportItems viewerId={kit.viewer.id} words={page.words.exports} />}
        />,
      );
    case "inbox":
      return tabbed(
        "inbox",
        text.title.inbox,
        <InboxView
          viewer={{ id: kit.viewer.id, unitIds: kit.units.map((unit) => unit.id) }}
          notices={kit.notices}
          unread={kit.unread}
          words={page.words.inbox}
          locale={state.locale}
        />,
      );
    default:
      return tabbed(
        "units",
        text.title.units,
        <>
          {!state.isStale && (
            <UnitsView
              tiles={unitTiles(kit, page.today)}
              today={page.today}
              text={text}
              followUps={page.words.followUps}
              locale={state.locale}
            />
          )}
          <DisplaySettings
            locale={state.locale}
            isLarge={false}
            words={page.words.settings}
            onLanguage={redraw}
          />
        </>,
        { action: <SignOut viewerId={kit.viewer.id} words={page.words.signOut} /> },
      );
  }
}

/** The form keeps what it was opened with: a newer kit must not pull a unit from under typed text. */
function Entry({
  page,
  asked,
  frame,
}: {
  page: Page;
  asked: EntryAsked;
  frame: Omit<Parameters<typeof FieldFrame>[0], "title" | "children">;
}) {
  const [entry] = useState(() => {
    const at = new Date();
    return entryOfKit(page.kit, page.words, asked, page.locale, { at, day: cityDay(at) });
  });
  const { text } = page.words;
  const title = entry?.title ?? text.title.notMine;
  return (
    <FieldFrame {...frame} title={title} back={entry?.form.links.back ?? "/field"}>
      <Title page={page} title={title} />
      {entry ? (
        <>
          <MethodAbout about={entry.about} text={text} />
          <EntryForm
            {...entry.form}
            actions={{ log: logObservation, amend: amendObservation, save: saveDraft }}
          />
        </>
      ) : (
        <Gone page={page} />
      )}
      <Mark kit={page.kit} />
    </FieldFrame>
  );
}

function Gone({ page: { words } }: { page: Page }) {
  const { action, hint, title } = words.text;
  return (
    <EmptyState
      title={title.notMine}
      icon="unit"
      actions={
        <>
          <ButtonLink href="/field">{action.units}</ButtonLink>
          <ButtonLink href="/field/drafts">{action.drafts}</ButtonLink>
        </>
      }
    >
      {hint.unitGone}
    </EmptyState>
  );
}

function Title({ page: { words }, title }: { page: Page; title: string }) {
  useEffect(() => {
    document.title = `${title} · ${words.text.title.product}`;
  }, [title, words]);
  return null;
}

const minute = new Intl.DateTimeFormat("zh-CN", {
  timeZone: "Asia/Shanghai",
  dateStyle: "short",
  timeStyle: "short",
});

/** Who looks, when, and the number of the kit that is shown. */
function Mark({ kit: { viewer, takenAt, trace } }: { kit: PhoneKit }) {
  const [seenAt] = useState(() => minute.format(new Date()));
  return <Watermark lines={[`${viewer.name} ${viewer.department}`, `${seenAt} ${trace}`]} key={takenAt} />;
}
