import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import { idOr404, orNotFound, type PageProps } from "@/app/_shared/page-props";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { findMethodDraft, inForce, listVersions } from "@/lib/methods/versions/queries";
import { methodFilter } from "@/lib/methods/versions/schema";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { DraftPanel } from "./_components/draft-panel";
import { EditorPanel } from "./_components/editor-panel";
import { FieldTable } from "./_components/field-table";
import { RestorePanel } from "./_components/restore-panel";
import { VersionFacts } from "./_components/version-facts";
import { VersionHistory } from "./_components/version-history";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("methods.title");
  return { title: t("page") };
}

export default async function MethodPage({ params, searchParams }: PageProps<{ id: string }>) {
  const viewer = await pageViewer("methods.read");
  const id = idOr404((await params).id);
  const filter = methodFilter.parse(await searchParams);
  const mayEdit = can(viewer, "methods.edit");
  const today = cityDay(new Date());
  const { versions, found } = await orNotFound(
    read(viewer, async (db) => ({
      versions: await listVersions(db, id),
      found: mayEdit ? await findMethodDraft(db, id) : { draft: null, place: null },
    })),
  );
  const present = inForce(versions, today) ?? versions.at(-1);
  const [last] = versions;
  if (!present || !last) return null;
  const back = mayEdit ? versions.find((one) => one.id === filter.back) : undefined;
  const t = await getTranslations("methods");
  const dates = await cityDates();
  const isEnglish = (await getLocale()) === "en";
  return (
    <>
      <PageHeader
        title={isEnglish ? present.content.nameEn : present.content.name}
        badges={present.content.isSample && <Badge tone="caution">{t("status.sample")}</Badge>}
        breadcrumbs={[{ label: t("title.page"), href: "/methods" }]}
        breadcrumbsLabel={t("title.page")}
        actions={
          mayEdit &&
          !filter.edit && (
            <ButtonLink icon="pen" href={`/methods/${id}?edit=1`}>
              {t(found.draft ? "action.goOn" : "action.edit")}
            </ButtonLink>
          )
        }
      />
      {filter.saved && (
        <Notice kind="success" live="status" className="mb-3">
          {t(`status.saved.${filter.saved}`)}
        </Notice>
      )}
      {last.id !== present.id && (
        <Notice kind="info" className="mb-3">
          {t("hint.ahead", { no: last.versionNo, day: dates.day(last.effectiveFrom) })}
        </Notice>
      )}
      {filter.edit && mayEdit ? (
        <EditorPanel
          id={id}
          content={found.draft?.content ?? last.content}
          rowVersion={found.place}
          known={last.content.fields.map(({ key }) => key)}
        />
      ) : (
        <div className="flex flex-col gap-4">
          {back && <RestorePanel id={id} version={back} today={today} last={last} />}
          {found.draft && <DraftPanel id={id} draft={found.draft} last={last} today={today} />}
          <Panel title={t("title.present", { no: present.versionNo })}>
            <VersionFacts version={present} />
          </Panel>
          <Panel flush title={t("title.fields")} note={t("hint.fields")}>
            <FieldTable fields={present.content.fields} />
          </Panel>
          <Panel title={t("title.history")}>
            <VersionHistory id={id} versions={versions} presentId={present.id} mayEdit={mayEdit} />
          </Panel>
        </div>
      )}
    </>
  );
}
