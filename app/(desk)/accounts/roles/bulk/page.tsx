import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { grantRoles } from "@/app/_actions/accounts";
import { formMessages } from "@/app/_shared/form-messages";
import type { PageProps } from "@/app/_shared/page-props";
import { CheckboxGroup } from "@/components/form/choice-fields";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { SelectField } from "@/components/form/select-field";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterBar, FilterField } from "@/components/ui/filter-bar";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { listRoleless } from "@/lib/accounts/queries";
import { roleFilter } from "@/lib/accounts/schema";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { ROLES } from "@/lib/platform/rights";

const PATH = "/accounts/roles/bulk";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("accounts.title");
  return { title: t("grantMany") };
}

/** After a list of accounts was made: one role for many. Departments stand together, as the list brought them. */
export default async function GrantManyPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("roles.grant");
  const { q } = roleFilter.parse(await searchParams);
  const people = await read(viewer, (db) => listRoleless(db, q));
  const t = await getTranslations("accounts");
  const role = await getTranslations("app.status");
  return (
    <>
      <PageHeader
        title={t("title.grantMany")}
        subtitle={t("hint.grantMany")}
        breadcrumbs={[{ href: "/accounts/roles", label: t("title.roles") }]}
        breadcrumbsLabel={t("nav.path")}
      />
      <FilterBar
        action={PATH}
        clearHref={PATH}
        isActive={q !== ""}
        labels={{ form: t("field.search"), submit: t("action.filter"), clear: t("action.clear") }}
      >
        <FilterField label={t("field.search")} htmlFor="q" width="16rem">
          <input id="q" name="q" defaultValue={q} placeholder={t("hint.search")} className="control" />
        </FilterField>
      </FilterBar>
      <Panel title={t("title.waiting")} note={t("hint.shown", { count: people.length })}>
        {people.length === 0 ? (
          <EmptyState title={t("empty.waiting")} icon="people" />
        ) : (
          <CommandForm
            action={grantRoles}
            messages={await formMessages("accounts")}
            successText={t("status.grantedMany")}
            resetOnSuccess
            aria-label={t("title.grantMany")}
          >
            <CheckboxGroup
              name="userIds[]"
              label={t("field.people")}
              required
              options={people.map((person) => ({
                value: person.id,
                label: `${person.name} ${person.account}　${person.department}`,
              }))}
            />
            <SelectField
              name="role"
              label={t("field.role")}
              required
              emptyLabel={t("field.choose")}
              className="max-w-xs"
              options={ROLES.map((one) => ({ value: one, label: role(one) }))}
            />
            <FormActions>
              <SubmitButton>{t("action.grantMany")}</SubmitButton>
            </FormActions>
          </CommandForm>
        )}
      </Panel>
    </>
  );
}
