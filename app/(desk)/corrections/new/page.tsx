import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { askCorrection } from "@/app/_actions/corrections";
import { fileWords } from "@/app/_shared/entry-words";
import { formMessages } from "@/app/_shared/form-messages";
import type { PageProps } from "@/app/_shared/page-props";
import { FileField } from "@/components/correction/file-field";
import { RadioGroup } from "@/components/form/choice-fields";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { SelectField } from "@/components/form/select-field";
import { TextArea } from "@/components/form/text-area";
import { TextField } from "@/components/form/text-field";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { loadDeadlines } from "@/lib/calendar/queries";
import { listSubjects } from "@/lib/corrections/queries";
import { askFilter, CORRECTION_KINDS, LIMITS } from "@/lib/corrections/schema";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("corrections.title");
  return { title: t("new") };
}

export default async function NewCorrectionPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("corrections.ask");
  const { about } = askFilter.parse(await searchParams);
  const { cadreId } = viewer;
  const { subjects, deadlines } = await read(viewer, async (db) => ({
    subjects: cadreId ? await listSubjects(db, cadreId) : null,
    deadlines: await loadDeadlines(db),
  }));
  const t = await getTranslations("corrections");
  const words = await fileWords();
  return (
    <>
      <PageHeader
        title={t("title.new")}
        subtitle={t("hint.own")}
        breadcrumbs={[{ label: t("title.own"), href: "/corrections" }]}
        breadcrumbsLabel={t("title.own")}
      />
      {!subjects ? (
        <EmptyState title={t("empty.noFile")} icon="person" />
      ) : (
        <Panel title={t("title.new")} className="max-w-3xl">
          <CommandForm
            action={askCorrection}
            messages={await formMessages("corrections")}
            successHref="/corrections/{id}"
          >
            <input type="hidden" name="id" value={randomUUID()} />
            <RadioGroup
              name="kind"
              label={t("field.kind")}
              options={CORRECTION_KINDS.map((kind) => ({ value: kind, label: t(`status.${kind}`) }))}
              defaultValue="CORRECTION"
              required
            />
            <SelectField
              name="about"
              label={t("field.about")}
              emptyLabel={t("empty.about")}
              defaultValue={about}
              required
              options={[
                { value: "basics", label: t("status.BASICS") },
                ...(subjects.posts.length > 0
                  ? [
                      {
                        label: t("status.POST"),
                        options: subjects.posts.map((post) => ({
                          value: `post:${post.id}`,
                          label: `${post.startsOn} ${post.unitName} ${post.title}`,
                        })),
                      },
                    ]
                  : []),
                ...(subjects.achievements.length > 0
                  ? [
                      {
                        label: t("status.ACHIEVEMENT"),
                        options: subjects.achievements.map((one) => ({
                          value: `achievement:${one.id}`,
                          label: one.claim,
                        })),
                      },
                    ]
                  : []),
              ]}
            />
            <TextArea
              name="body"
              label={t("field.body")}
              hint={t("hint.body")}
              limit={LIMITS.body}
              rows={6}
              required
            />
            <p className="text-sm text-ink-soft">{t("hint.evidence")}</p>
            <div className="grid gap-3 sm:grid-cols-2">
              <TextField name="evidenceTitle" label={t("field.evidenceTitle")} maxLength={LIMITS.title} />
              <TextField name="evidenceNumber" label={t("field.evidenceNumber")} maxLength={LIMITS.number} />
            </div>
            <TextArea name="evidenceText" label={t("field.evidenceText")} limit={LIMITS.excerpt} rows={3} />
            <FileField
              viewerId={viewer.id}
              most={LIMITS.files}
              words={{
                ...words,
                files: { ...words.files, label: t("title.files"), hint: t("hint.files") },
              }}
            />
            <FormActions>
              <SubmitButton icon="sent">{t("action.send")}</SubmitButton>
              <p className="text-sm text-ink-soft">
                {t("hint.days", { count: deadlines.CORRECTION_ANSWER })}
              </p>
            </FormActions>
          </CommandForm>
        </Panel>
      )}
    </>
  );
}
