import { getTranslations } from "next-intl/server";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, SubmitButton } from "@/components/form/command-form";
import type { CommandAction } from "@/components/form/use-command-form";
import type { Role } from "@/lib/platform/rights";

type Props = {
  action: CommandAction<undefined>;
  userId: string;
  title: string;
  /** Word on the button; without it the rows are shown only. */
  verb?: string;
  variant?: "secondary" | "danger";
  rows: { role: Role; label: string; note?: string }[];
  empty?: string;
  /** Why no more can be added. */
  after?: string;
};

/** One form, one button a role: the pressed button says which. */
export async function RoleForm({
  action,
  userId,
  title,
  verb,
  variant = "secondary",
  rows,
  empty,
  after,
}: Props) {
  const t = await getTranslations("accounts");
  return (
    <section className="border-t border-line px-4 py-3">
      <h3 className="mb-1 text-sm font-semibold text-ink-soft">{title}</h3>
      {rows.length === 0 && empty && <p className="text-ink-hint">{empty}</p>}
      <CommandForm
        action={action}
        messages={await formMessages("accounts")}
        successText={t("status.rolesChanged")}
        aria-label={title}
        className="flex flex-col gap-2"
      >
        <input type="hidden" name="userId" value={userId} />
        <ul className="flex flex-col">
          {rows.map(({ role, label, note }) => (
            <li
              key={role}
              className="flex min-h-9 items-center justify-between gap-3 border-b border-line py-1 last:border-b-0"
            >
              <span className="min-w-0">
                {label}
                {note && <span className="block text-sm text-ink-hint">{note}</span>}
              </span>
              {verb && (
                <SubmitButton
                  name="role"
                  value={role}
                  size="sm"
                  variant={variant}
                  aria-label={`${verb} ${label}`}
                >
                  {verb}
                </SubmitButton>
              )}
            </li>
          ))}
        </ul>
      </CommandForm>
      {after && <p className="mt-1 text-sm text-ink-hint">{after}</p>}
    </section>
  );
}
