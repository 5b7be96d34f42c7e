import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { enterCadre } from "@/app/_actions/roster";
import type { PageProps } from "@/app/_shared/page-props";
import { FormActions, SubmitButton } from "@/components/form/command-form";
import { TextArea } from "@/components/form/text-area";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { MANY_LIMITS } from "@/lib/platform/many";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { entryFilter, FACT_GROUPS, NEEDED, POST_FIELDS } from "@/lib/roster/facts/schema";
import { listUnits } from "@/lib/roster/known/queries";
import { FactFields } from "../_components/fact-fields";
import { factWords } from "../_components/fact-words";
import { FactsForm, NamesakeQuestion } from "../_components/facts-form";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("roster.title");
  return { title: t("entry") };
}

/** 录入干部: one person by hand, with the post they hold, by the rules of a roster's row. */
export default async function EntryPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("roster.correct");
  const { unit } = entryFilter.parse(await searchParams);
  const t = await getTranslations("roster");
  const today = cityDay(new Date());
  const units = await read(viewer, listUnits);
  const open = units.filter(({ endsOn }) => endsOn === null || endsOn >= today);
  const person = FACT_GROUPS.person.filter((field) => field !== "idNumber" || can(viewer, "cadres.identity"));
  return (
    <>
      <PageHeader
        title={t("title.entry")}
        subtitle={t("hint.entry")}
        breadcrumbs={[{ label: (await getTranslations("cadres.title"))("list"), href: "/cadres" }]}
        breadcrumbsLabel={t("nav.path")}
      />
      <Panel title={t("title.entryForm")} className="max-w-[56rem]">
        <FactsForm
          action={enterCadre}
          words={await factWords()}
          label={t("title.entryForm")}
          successHref="/cadres/facts?cadre={id}&saved=new"
        >
          <NamesakeQuestion label={t("action.isAnother")} />
          <input type="hidden" name="id" value={randomUUID()} />
          <FactFields title={t("title.factGroup.person")} fields={person} />
          <FactFields
            title={t("title.factGroup.post")}
            fields={POST_FIELDS}
            values={{ unit }}
            needed={["unit", "title"]}
            units={open.map(({ shortName }) => shortName)}
          />
          <FactFields title={t("title.factGroup.education")} fields={FACT_GROUPS.education} needed={NEEDED} />
          <FactFields title={t("title.factGroup.more")} fields={FACT_GROUPS.more} />
          <TextArea
            name="reason"
            label={t("field.bulkReason")}
            limit={MANY_LIMITS.reason}
            rows={2}
            required
          />
          <FormActions>
            <SubmitButton>{t("action.enterCadre")}</SubmitButton>
            <ButtonLink variant="quiet" href="/cadres">
              {t("action.back")}
            </ButtonLink>
          </FormActions>
        </FactsForm>
      </Panel>
    </>
  );
}
