"use client";

import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { discardDraft } from "@/app/_actions/observations";
import { FieldFrame, type FieldTabName } from "@/components/field/field-frame";
import { type FieldRoute, fieldRoute } from "@/components/field/field-route";
import type { FieldLocale } from "@/components/field/field-words";
import { InboxCount } from "@/components/field/inbox-count";
import { Notice } from "@/components/ui/notice";
import { findUnit } from "@/lib/field/kit/rules";
import { cityDay } from "@/lib/platform/clock";
import { FieldOpening, type OpeningWords } from "./field-opening";
import { Gone, PageMarks, type ShownPage } from "./page-parts";
import { useFieldKit } from "./use-field-kit";

/** Each page's own script: in the worker's store with the shell, and read only by the page that needs it. */
const PIECES = {
  units: () => import("./units-part"),
  unit: () => import("./unit-part"),
  new: () => import("./entry-part"),
  drafts: () => import("@/components/field/drafts-view"),
  outbox: () => import("./outbox-part"),
  inbox: () => import("@/components/field/inbox-view"),
};
const UnitsPart = lazy(PIECES.units);
const UnitPart = lazy(PIECES.unit);
const EntryPart = lazy(PIECES.new);
const SignOut = lazy(() =>
  import("@/components/field/sign-out").then((piece) => ({ default: piece.SignOut })),
);
const DraftsView = lazy(() => PIECES.drafts().then((piece) => ({ default: piece.DraftsView })));
const OutboxPart = lazy(PIECES.outbox);
const InboxView = lazy(() => PIECES.inbox().then((piece) => ({ default: piece.InboxView })));

/** Until the kit and the page's script are read: a moment on a phone, and a whole page for a screen reader. */
const Opening = ({ name }: { name: string }) => (
  <main data-shell="field" aria-busy className="min-h-dvh bg-paper">
    <h1 className="sr-only">{name}</h1>
  </main>
);

/** The phone's pages from what this device keeps: the same views as the server's, at the same addresses. */
export function FieldApp({ opening }: { opening: Record<FieldLocale, OpeningWords> }) {
  const { state, isSignedOut, ask, redraw } = useFieldKit();
  const [route, setRoute] = useState<FieldRoute | null>(null);
  useEffect(() => {
    const asked = fieldRoute(new URL(window.location.href));
    if (asked.name === "amend") {
      window.location.replace(`/observations/new?amend=${asked.id}`);
      return;
    }
    // beside the kit, not after it
    void PIECES[asked.name]();
    setRoute(asked);
  }, []);
  const locale = state.kind === "ready" ? state.locale : null;
  useEffect(() => {
    if (locale) document.documentElement.lang = locale;
  }, [locale]);

  if (state.kind === "none" || state.kind === "denied")
    return <FieldOpening words={opening} isDenied={state.kind === "denied"} onRetry={() => ask("person")} />;
  if (state.kind === "opening" || route === null) return <Opening name={opening["zh-CN"].product} />;
  const { kit } = state;
  const page: ShownPage = {
    kit,
    words: kit.words[state.locale],
    locale: state.locale,
    today: cityDay(new Date()),
  };
  return (
    <Suspense fallback={<Opening name={page.words.text.title.product} />}>
      <FieldPage
        page={page}
        route={route}
        isStale={state.isStale}
        isSignedOut={isSignedOut}
        redraw={redraw}
      />
    </Suspense>
  );
}

type PageProps = {
  page: ShownPage;
  route: FieldRoute;
  isStale: boolean;
  isSignedOut: boolean;
  redraw: () => void;
};

function FieldPage({ page, route, isStale, isSignedOut, redraw }: PageProps) {
  const { kit, words, locale } = page;
  const { text } = words;
  const viewerId = kit.viewer.id;
  const frame = {
    words,
    viewerId,
    isSignedOut,
    counts: { drafts: kit.drafts.length, inbox: <InboxCount unread={kit.unread} /> },
  };
  const tabbed = (
    tab: FieldTabName,
    title: string,
    children: ReactNode,
    more: { back?: string; action?: ReactNode } = {},
  ) => (
    <FieldFrame {...frame} title={title} tab={tab} {...more}>
      {isStale && (
        <div className="mb-3">
          <Notice kind="caution">{text.hint.stale}</Notice>
        </div>
      )}
      {children}
      <PageMarks kit={kit} title={title} words={words} />
    </FieldFrame>
  );

  switch (route.name) {
    case "new":
      return <EntryPart page={page} asked={route} frame={frame} />;
    case "unit": {
      const unit = findUnit(kit, route.id);
      if (!unit) return tabbed("units", text.title.notMine, <Gone words={words} />, { back: "/field" });
      return tabbed("units", unit.shortName, <UnitPart page={page} unit={unit} link={route.link} />, {
        back: "/field",
      });
    }
    case "drafts":
      return tabbed(
        "drafts",
        text.title.drafts,
        <DraftsView
          viewerId={viewerId}
          drafts={kit.drafts}
          returned={kit.returned}
          words={words}
          locale={locale}
          discard={discardDraft}
        />,
      );
    case "outbox":
      return tabbed("outbox", text.title.outbox, <OutboxPart page={page} />);
    case "inbox":
      return tabbed(
        "inbox",
        text.title.inbox,
        <InboxView
          viewer={{ id: viewerId, unitIds: kit.units.map((unit) => unit.id) }}
          notices={kit.notices}
          unread={kit.unread}
          words={words.inbox}
          locale={locale}
        />,
      );
    default:
      return tabbed("units", text.title.units, <UnitsPart page={page} isStale={isStale} redraw={redraw} />, {
        action: <SignOut viewerId={viewerId} words={words.signOut} />,
      });
  }
}
