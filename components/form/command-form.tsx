"use client";

import { useRouter } from "next/navigation";
import { Fragment, type ReactNode, useEffect, useLayoutEffect, useMemo, useState } from "react";
import { Button, type ButtonProps } from "../ui/button";
import { Notice } from "../ui/notice";
import { FormContext, useFormContext } from "./form-context";
import { type FailureKind, type FormMessages, fill } from "./messages";
import {
  type CommandAction,
  type CommandFormState,
  focusFirstControl,
  useCommandForm,
} from "./use-command-form";

type Props<T> = {
  action: CommandAction<T>;
  messages: FormMessages;
  children: ReactNode;
  onSuccess?: (value: T) => void;
  /** Where to go after success; `{id}` takes the field `id` of the command's value. */
  successHref?: string;
  /** Said in place after success. */
  successText?: ReactNode;
  /** Empty all fields after success (a form that logs one thing after another). */
  resetOnSuccess?: boolean;
  /** What one can do about a failure: a link that signs in again in a new tab, a reload. */
  failureActions?: Partial<Record<FailureKind | "refused", ReactNode>>;
  id?: string;
  className?: string;
  "aria-label"?: string;
};

/** A form for one command. Can stand in a server page: the action and the words are plain props. */
export function CommandForm<T>({
  action,
  messages,
  children,
  onSuccess,
  successHref,
  successText,
  resetOnSuccess,
  failureActions,
  id,
  className = "flex flex-col gap-4",
  "aria-label": ariaLabel,
}: Props<T>) {
  const router = useRouter();
  const [round, setRound] = useState(0);
  const form = useCommandForm(action, {
    messages,
    onSuccess: (value) => {
      onSuccess?.(value);
      // Fields are remounted, so that pickers with a state of their own are emptied too.
      if (resetOnSuccess) setRound((n) => n + 1);
      if (successHref) router.push(hrefFor(successHref, value));
    },
  });

  const { ref } = form.formProps;
  // the button that was pressed is gone with its round: the next thing is written from the first field on
  useEffect(() => {
    if (round > 0) focusFirstControl(ref.current);
  }, [round, ref]);

  return (
    <form {...form.formProps} id={id} aria-label={ariaLabel} className={className}>
      <FormMessage form={form} messages={messages} failureActions={failureActions} />
      {form.succeeded && successText && (
        <Notice kind="success" live="status">
          {successText}
        </Notice>
      )}
      {/* what nothing on the page tells who does not see it; the region stands before its words come */}
      {!successText && !successHref && (
        <p role="status" className="sr-only">
          {form.succeeded && messages.done}
        </p>
      )}
      <FormFields form={form}>
        <Fragment key={round}>{children}</Fragment>
      </FormFields>
    </form>
  );
}

/** Connects fields to a form made with `useCommandForm`, for islands that lay out the form themselves. */
function FormFields<T>({ form, children }: { form: CommandFormState<T>; children: ReactNode }) {
  const { pending, problems } = form;
  // biome-ignore lint/correctness/useExhaustiveDependencies: errorFor changes only with the attempt
  const context = useMemo(
    () => ({ pending, errorFor: form.errorFor }),
    [pending, form.attempt, problems.length],
  );
  return <FormContext value={context}>{children}</FormContext>;
}

/** What stopped the form: the list of fields to mend, or the refusal. Says that the text is still there. */
function FormMessage<T>({
  form,
  messages,
  failureActions,
}: {
  form: CommandFormState<T>;
  messages: FormMessages;
  failureActions?: Props<T>["failureActions"];
}) {
  const { problems, failure, attempt, labelOf } = form;
  const [labels, setLabels] = useState<string[]>([]);
  // what the fields are called stands on the page alone; before it is painted, so that it is read out as one
  // biome-ignore lint/correctness/useExhaustiveDependencies: the problems change with the attempt
  useLayoutEffect(() => setLabels(problems.map(({ path }) => labelOf(path))), [attempt]);
  if (problems.length === 0 && !failure) return null;
  return (
    <div data-form-message tabIndex={-1} className="col-span-full">
      {failure ? (
        <Notice kind={failure.kind === "refused" ? "caution" : "error"} live="alert">
          {failure.text}
          {failureActions?.[failure.kind] && <div className="mt-1.5">{failureActions[failure.kind]}</div>}
        </Notice>
      ) : (
        <Notice kind="error" live="alert" title={fill(messages.summary, { count: problems.length })}>
          <ul className="mt-0.5 flex flex-col gap-0.5">
            {problems.map((problem, at) => (
              <li key={`${problem.path} ${problem.text}`}>
                <button
                  type="button"
                  className="text-left underline underline-offset-3"
                  onClick={() => form.focusField(problem.path)}
                >
                  {labels[at] && `${labels[at]}${messages.says}`}
                  {problem.text}
                </button>
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  );
}

/** The button that sends. `name`/`value` reach the action, so that one form can accept or return. */
export function SubmitButton({ busyLabel, children, ...rest }: ButtonProps & { busyLabel?: ReactNode }) {
  const pending = useFormContext()?.pending ?? false;
  return (
    <Button type="submit" variant="primary" busy={pending} {...rest}>
      {pending && busyLabel ? busyLabel : children}
    </Button>
  );
}

/** The row of buttons at the end of a form. */
export function FormActions({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-center gap-2 pt-1">{children}</div>;
}

function hrefFor(template: string, value: unknown): string {
  if (typeof value !== "object" || value === null || !("id" in value)) return template;
  return fill(template, { id: encodeURIComponent(String(value.id)) });
}
