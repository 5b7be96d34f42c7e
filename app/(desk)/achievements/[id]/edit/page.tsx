import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { reviseAchievement } from "@/app/_actions/achievements";
import { idOr404, orNotFound, type PageProps } from "@/app/_shared/page-props";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { TextArea } from "@/components/form/text-area";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { getClaimScope } from "@/lib/achievements/form/queries";
import { getAchievement } from "@/lib/achievements/queries";
import { mayRevise } from "@/lib/achievements/rules";
import { LIMITS } from "@/lib/achievements/schema";
import { listConductItems } from "@/lib/conduct/queries";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { ClaimFields } from "../../_components/claim-fields";
import { claimMessages } from "../../_components/claim-messages";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("achievements.title");
  return { title: t("edit") };
}

export default async function EditAchievementPage({ params }: PageProps<{ id: string }>) {
  const viewer = await pageViewer("achievements.draft");
  const id = idOr404((await params).id);
  const { claim, scope, items } = await orNotFound(
    read(viewer, async (db) => {
      const found = await getAchievement(db, id);
      return {
        claim: found,
        scope: await getClaimScope(db, { unitId: found.unitId, today: cityDay(new Date()) }),
        items: await listConductItems(db, found.endsOn),
      };
    }),
  );
  const about = { state: claim.state, isDrafter: claim.draftedById === viewer.id };
  if (!mayRevise(about, { isReviewer: can(viewer, "achievements.decide") })) notFound();
  const t = await getTranslations("achievements");
  // who stands in the claim may have left the team since
  const listed = claim.cadres
    .filter((line) => !scope.cadres.some((one) => one.id === line.cadreId))
    .map((line) => ({ id: line.cadreId, name: line.name, title: line.postTitle, isInRecord: false }));
  return (
    <>
      <PageHeader
        title={t("title.edit")}
        subtitle={claim.claim}
        breadcrumbs={[
          { label: t("title.list"), href: "/achievements" },
          { label: claim.unitName, href: `/achievements/${id}` },
        ]}
        breadcrumbsLabel={t("title.list")}
      />
      {claim.state === "CORROBORATED" && (
        <Notice kind="caution" className="mb-4">
          {t("hint.fallsWhenReworded")}
        </Notice>
      )}
      <CommandForm
        action={reviseAchievement}
        messages={await claimMessages()}
        successHref={`/achievements/${id}`}
        failureActions={{ stale: <a href={`/achievements/${id}/edit`}>{t("action.reload")}</a> }}
      >
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="unitId" value={claim.unitId} />
        <input type="hidden" name="revisionNo" value={claim.revisionNo} />
        <input type="hidden" name="confidentiality" value={claim.confidentiality} />
        <Panel>
          <TextArea
            name="reason"
            label={t("field.changeReason")}
            rows={2}
            limit={LIMITS.reason}
            className="mb-4"
            required
          />
          <ClaimFields
            cadres={[...listed, ...scope.cadres]}
            tasks={scope.tasks}
            items={items}
            given={{ ...claim, centralTaskId: claim.taskId ?? "" }}
          />
        </Panel>
        <FormActions>
          <SubmitButton>{t("action.saveRevision")}</SubmitButton>
          <ButtonLink variant="quiet" href={`/achievements/${id}`}>
            {t("action.back")}
          </ButtonLink>
        </FormActions>
      </CommandForm>
    </>
  );
}
