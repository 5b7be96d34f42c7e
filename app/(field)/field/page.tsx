import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { signOut } from "@/app/_actions/self";
import { unitsWithDue } from "@/app/_shared/entry-page";
import { SignOutButton } from "@/components/observation/form/sign-out-button";
import { EmptyState } from "@/components/ui/empty-state";
import { Icon } from "@/components/ui/icon";
import { listDrafts } from "@/lib/observations/drafts/queries";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { FieldFrame } from "./_components/field-frame";
import { UnitTile } from "./_components/unit-tile";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("observations.title");
  return { title: t("myUnits") };
}

export default async function FieldPage() {
  const viewer = await pageViewer("observations.log");
  const today = cityDay(new Date());
  const { units, drafts } = await read(viewer, async (db) => ({
    units: await unitsWithDue(db, viewer, today),
    drafts: await listDrafts(db),
  }));
  const t = await getTranslations("observations");
  const app = await getTranslations("app");
  const locale = await getLocale();
  return (
    <FieldFrame
      title={t("title.myUnits")}
      tab="units"
      draftCount={drafts.length}
      action={
        <form action={signOut}>
          <SignOutButton
            viewerId={viewer.id}
            warning={app("hint.signOutLosesText")}
            className="flex min-h-11 items-center gap-1 rounded-md px-2.5 text-sm text-ink-soft"
          >
            <Icon name="signOut" className="size-4.5" />
            {app("action.signOut")}
          </SignOutButton>
        </form>
      }
    >
      {units.length === 0 ? (
        <EmptyState title={t("empty.units")} icon="unit">
          {t("empty.unitsHint")}
        </EmptyState>
      ) : (
        <ul className="flex flex-col gap-3">
          {units.map((unit) => (
            <UnitTile key={unit.id} unit={unit} isEnglish={locale === "en"} />
          ))}
        </ul>
      )}
    </FieldFrame>
  );
}
