import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import { draftAchievement } from "@/app/_actions/achievements";
import { RadioGroup } from "@/components/form/choice-fields";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { ButtonLink } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { Written } from "@/components/ui/written";
import { mayBeIndependent } from "@/lib/achievements/corroboration/rules";
import type { ClaimScope, RelatedRecord } from "@/lib/achievements/form/queries";
import type { ConductItem } from "@/lib/conduct/queries";
import { ClaimFields } from "./claim-fields";
import { claimMessages } from "./claim-messages";
import { RelatedRecords } from "./related-records";

/** A claim by hand, or drafted in place from a record that becomes its first source. */
export async function ClaimForm({
  scope,
  related,
  items,
  today,
}: {
  scope: ClaimScope;
  /** records that may be taken along as further sources */
  related: RelatedRecord[];
  items: ConductItem[];
  today: string;
}) {
  const t = await getTranslations("achievements");
  const { record } = scope;
  return (
    <CommandForm
      action={draftAchievement}
      messages={await claimMessages()}
      successHref="/achievements/{id}"
      className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]"
    >
      <input type="hidden" name="id" value={randomUUID()} />
      <input type="hidden" name="unitId" value={scope.unitId} />
      <div className="flex min-w-0 flex-col gap-4">
        <Panel title={scope.unitName}>
          <ClaimFields
            cadres={scope.cadres}
            tasks={scope.tasks}
            items={items}
            given={{
              conductItemIds: record?.conductItemIds ?? [],
              startsOn: record?.on ?? today,
              endsOn: record?.on ?? today,
              centralTaskId: record?.centralTaskId ?? "",
              cadres: [],
            }}
          />
        </Panel>
        <FormActions>
          <SubmitButton name="state" value="WAITING">
            {t("action.submit")}
          </SubmitButton>
          <SubmitButton name="state" value="LEAD" variant="secondary">
            {t("action.keepAsLead")}
          </SubmitButton>
          <ButtonLink variant="quiet" href={record ? `/observations/${record.id}` : "/achievements"}>
            {t("action.back")}
          </ButtonLink>
        </FormActions>
      </div>
      {record && (
        <Panel title={t("title.firstSource")} note={`${record.on} ${record.methodName}`}>
          <Written className="text-ink-soft">{record.fact}</Written>
          <input type="hidden" name="observationId" value={record.id} />
          <input type="hidden" name="sourceId" value={randomUUID()} />
          <div className="mt-3">
            {mayBeIndependent(record.sourceClass) ? (
              <RadioGroup
                name="isIndependent"
                label={t("field.isIndependent")}
                hint={t("hint.independence")}
                defaultValue="true"
                options={[
                  { value: "true", label: t("status.independent") },
                  { value: "false", label: t("status.notIndependent") },
                ]}
              />
            ) : (
              <p className="text-sm text-caution">{t("hint.synthesis")}</p>
            )}
          </div>
          <RelatedRecords related={related} />
        </Panel>
      )}
    </CommandForm>
  );
}
