import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { z } from "zod";
import { type Due, unitsWithDue } from "@/app/_shared/entry-page";
import type { PageProps } from "@/app/_shared/page-props";
import { Icon } from "@/components/ui/icon";
import { listMethodUse } from "@/lib/observations/form/queries";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { FieldFrame } from "../../_components/field-frame";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("observations.title");
  return { title: t("chooseMethod") };
}

export default async function FieldUnitPage({ params }: PageProps<{ id: string }>) {
  const viewer = await pageViewer("observations.log");
  const id = z.uuid().safeParse((await params).id).data;
  if (!id || !viewer.unitIds.includes(id)) notFound();
  const { units, use } = await read(viewer, async (db) => ({
    units: await unitsWithDue(db, { ...viewer, unitIds: [id] }, cityDay(new Date())),
    use: await listMethodUse(db, viewer.id, [id]),
  }));
  const [unit] = units;
  if (!unit) notFound();
  const lastAt = new Map(use.map((one) => [one.methodId, one.lastAt]));
  const byUse = [...unit.due].sort(
    (a, b) => (lastAt.get(b.methodId)?.getTime() ?? 0) - (lastAt.get(a.methodId)?.getTime() ?? 0),
  );
  return (
    <FieldFrame title={unit.name} back="/field" tab="units">
      <ul className="overflow-hidden rounded-lg border border-line-strong bg-surface shadow-raise">
        {byUse.map((due) => (
          <MethodRow key={due.methodId} due={due} unitId={id} lastAt={lastAt.get(due.methodId)} />
        ))}
      </ul>
    </FieldFrame>
  );
}

async function MethodRow({ due, unitId, lastAt }: { due: Due; unitId: string; lastAt: Date | undefined }) {
  const t = await getTranslations("observations.hint");
  const isEnglish = (await getLocale()) === "en";
  return (
    <li className="border-b border-line last:border-0">
      <a
        href={`/field/new?unit=${unitId}&method=${due.methodId}`}
        className="flex min-h-14 items-center gap-2 px-4 py-2 active:bg-accent-soft"
      >
        <span className="min-w-0 flex-1">
          <span className="font-medium">{isEnglish ? due.nameEn : due.name}</span>
          {due.isSample && <span className="ml-1.5 text-sm text-ink-hint">{t("sample")}</span>}
          {lastAt && (
            <span className="block text-sm text-ink-hint">{t("lastUsed", { day: cityDay(lastAt) })}</span>
          )}
        </span>
        {due.missing > 0 && (
          <span className="rounded-sm bg-caution-soft px-2 py-0.5 text-sm text-caution">
            {t("stillDue", { missing: due.missing })}
          </span>
        )}
        <Icon name="chevronRight" className="size-4 text-ink-hint" />
      </a>
    </li>
  );
}
