import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { splitAchievement } from "@/app/_actions/achievements";
import { idOr404, orNotFound, type PageProps } from "@/app/_shared/page-props";
import { RadioGroup } from "@/components/form/choice-fields";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { TextArea } from "@/components/form/text-area";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { mayEnd } from "@/lib/achievements/lineage/rules";
import { MOST_PARTS } from "@/lib/achievements/lineage/schema";
import { getAchievement } from "@/lib/achievements/queries";
import { LIMITS } from "@/lib/achievements/schema";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { claimMessages } from "../../_components/claim-messages";
import { PartFields } from "../_components/part-fields";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("achievements.title");
  return { title: t("split") };
}

export default async function SplitAchievementPage({ params }: PageProps<{ id: string }>) {
  const viewer = await pageViewer("achievements.draft");
  const id = idOr404((await params).id);
  const claim = await orNotFound(read(viewer, (db) => getAchievement(db, id)));
  const about = { state: claim.state, isDrafter: claim.draftedById === viewer.id };
  if (!mayEnd(about, "SPLIT", { isReviewer: can(viewer, "achievements.decide") })) notFound();
  const t = await getTranslations("achievements");
  const isEnglish = (await getLocale()) === "en";
  const sources = claim.sources
    .filter((source) => !source.isWithdrawn)
    .map((source) => ({
      value: source.id,
      label: [source.on, isEnglish ? source.titleEn : source.title].filter(Boolean).join(" "),
    }));
  const parts = [...Array(MOST_PARTS).keys()];
  return (
    <>
      <PageHeader
        title={t("title.split")}
        subtitle={claim.claim}
        breadcrumbs={[
          { label: t("title.list"), href: "/achievements" },
          { label: claim.unitName, href: `/achievements/${id}` },
        ]}
        breadcrumbsLabel={t("title.list")}
      />
      <p className="mb-3 max-w-[70ch] text-ink-soft">{t("hint.split")}</p>
      <CommandForm
        action={splitAchievement}
        messages={await claimMessages()}
        successHref={`/achievements/${id}`}
        failureActions={{ stale: <a href={`/achievements/${id}/split`}>{t("action.reload")}</a> }}
        className="flex max-w-[60rem] flex-col gap-4"
      >
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="revisionNo" value={claim.revisionNo} />
        {parts.map((at) => {
          const fields = (
            <>
              <input type="hidden" name={`parts.${at}.id`} value={randomUUID()} />
              <PartFields at={at} claim={claim} sources={sources} isFirst={at === 0} />
            </>
          );
          const title = t("title.part", { number: at + 1 });
          return at < 2 ? (
            <Panel key={at} title={title}>
              {fields}
            </Panel>
          ) : (
            <Panel key={at}>
              <details>
                <summary className="inline-flex min-h-7 cursor-pointer items-center gap-x-2 pointer-coarse:min-h-11">
                  <span className="font-medium text-accent">{title}</span>
                  <span className="text-sm text-ink-hint">{t("hint.partOptional")}</span>
                </summary>
                <div className="mt-2">{fields}</div>
              </details>
            </Panel>
          );
        })}
        <Panel>
          {claim.indicator && (
            <div className="mb-4">
              <RadioGroup
                name="figures"
                label={t("field.figuresOf", { indicator: claim.indicator })}
                defaultValue="0"
                options={parts.map((at) => ({
                  value: String(at),
                  label: t("title.part", { number: at + 1 }),
                }))}
              />
            </div>
          )}
          <TextArea name="reason" label={t("field.splitReason")} rows={2} limit={LIMITS.reason} required />
        </Panel>
        <FormActions>
          <SubmitButton>{t("action.split")}</SubmitButton>
          <ButtonLink variant="quiet" href={`/achievements/${id}`}>
            {t("action.back")}
          </ButtonLink>
        </FormActions>
      </CommandForm>
    </>
  );
}
