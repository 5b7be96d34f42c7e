import { getTranslations } from "next-intl/server";
import { saveMethodDraft } from "@/app/_actions/methods";
import { formMessages } from "@/app/_shared/form-messages";
import { fieldTypes } from "@/lib/methods/answers/schema";
import type { MethodContent } from "@/lib/methods/versions/schema";
import { LIMITS, PERIODS } from "@/lib/methods/versions/schema";
import { MethodEditor } from "./method-editor";

type Props = { id: string; content: MethodContent; rowVersion: number | null; known: string[] };

/** Kinds of question that can be added; the others belong to shared facts of the record. */
const ADDABLE = fieldTypes.filter(
  (type) => !["attachments", "task_list", "table", "cadre_list", "reference", "cadre_or_role"].includes(type),
);

export async function EditorPanel({ id, content, rowVersion, known }: Props) {
  const t = await getTranslations("methods");
  return (
    <MethodEditor
      id={id}
      content={content}
      rowVersion={rowVersion}
      known={known}
      action={saveMethodDraft}
      messages={await formMessages("methods")}
      limits={LIMITS}
      periods={PERIODS.map((value) => ({ value, label: t(`status.period.${value}`) }))}
      levels={([1, 2, 3] as const).map((level) => ({
        value: String(level),
        label: t(`status.level.${level}`),
      }))}
      addable={ADDABLE.map((value) => ({ value, label: t(`status.type.${value}`) }))}
      types={Object.fromEntries(fieldTypes.map((type) => [type, t(`status.type.${type}`)]))}
      words={{
        about: t("title.about"),
        fields: t("title.fields"),
        name: t("field.name"),
        nameEn: t("field.nameEn"),
        definition: t("field.definition"),
        definitionEn: t("field.definitionEn"),
        minimumText: t("field.minimumText"),
        minimumCount: t("field.minimumCount"),
        minimumPeriod: t("field.minimumPeriod"),
        confidentiality: t("field.confidentiality"),
        isEvidenceAsked: t("field.isEvidenceAsked"),
        isSample: t("hint.isSample"),
        label: t("field.label"),
        labelEn: t("field.labelEn"),
        help: t("field.help"),
        helpEn: t("field.helpEn"),
        options: t("field.options"),
        optionsHint: t("hint.options"),
        required: t("field.required"),
        bound: t("hint.bound"),
        up: String(t.raw("action.up")),
        down: String(t.raw("action.down")),
        remove: String(t.raw("action.remove")),
        add: t("action.add"),
        addType: t("field.addType"),
        save: t("action.saveDraft"),
        back: t("action.back"),
        fresh: t("status.fresh"),
      }}
    />
  );
}
