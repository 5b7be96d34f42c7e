import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import { enterAttendee, strikeAttendee } from "@/app/_actions/reviews";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { SelectField } from "@/components/form/select-field";
import { TextField } from "@/components/form/text-field";
import { counted } from "@/components/punctuation/counted";
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import type { BatchPage } from "@/lib/reviews/queries";
import { LIMITS, PARTS } from "@/lib/reviews/schema";

type Props = { batch: BatchPage; people: { id: string; name: string }[]; isOpen: boolean };

/** Who is at the meeting: each decision keeps the list as it then stands. */
export async function Attendees({ batch, people, isOpen }: Props) {
  const t = await getTranslations("reviews");
  const words = await formMessages("reviews");
  return (
    <Panel title={t("title.attendees")} note={await counted("people", batch.attendees.length)}>
      <p className="mb-2 text-sm text-ink-soft">{t("hint.attendees")}</p>
      {batch.attendees.length === 0 && <p className="text-ink-hint">{t("empty.attendees")}</p>}
      <ul className="divide-y divide-line">
        {batch.attendees.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center gap-2 py-1.5">
            <span>{one.name}</span>
            <Badge>{t(`status.${one.part}`)}</Badge>
            {isOpen && (
              <CommandForm
                action={strikeAttendee}
                messages={words}
                className="no-print ml-auto"
                aria-label={t("action.strikeOf", { name: one.name })}
              >
                <input type="hidden" name="id" value={one.id} />
                <SubmitButton variant="quiet" size="sm">
                  {t("action.strikeOf", { name: one.name })}
                </SubmitButton>
              </CommandForm>
            )}
          </li>
        ))}
      </ul>
      {isOpen && (
        <details className="no-print mt-3">
          <summary>{t("action.enterAttendee")}</summary>
          <CommandForm
            action={enterAttendee}
            messages={words}
            resetOnSuccess
            className="mt-3 grid gap-3 sm:grid-cols-3"
          >
            <input type="hidden" name="id" value={randomUUID()} />
            <input type="hidden" name="batchId" value={batch.id} />
            <SelectField
              name="userId"
              label={t("field.account")}
              emptyLabel={t("empty.account")}
              options={people.map(({ id, name }) => ({ value: id, label: name }))}
            />
            <TextField
              name="name"
              label={t("field.name")}
              hint={t("hint.attendeeName")}
              maxLength={LIMITS.name}
            />
            <SelectField
              name="part"
              label={t("field.part")}
              required
              options={PARTS.map((value) => ({ value, label: t(`status.${value}`) }))}
            />
            <FormActions>
              <SubmitButton>{t("action.enterAttendee")}</SubmitButton>
            </FormActions>
          </CommandForm>
        </details>
      )}
    </Panel>
  );
}
