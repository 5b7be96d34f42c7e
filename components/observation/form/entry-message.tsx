import { fill } from "@/components/form/messages";
import { Notice } from "@/components/ui/notice";
import type { EntryFormProps } from "./entry-props";
import { focusFirst } from "./page-fields";
import type { Failure, Problem } from "./use-entry-submit";

/** What is wrong and where, or what became of the sending. */
export function EntryMessage({
  problems,
  failure,
  form,
  entryId,
  props: { layout, words, messages, links, amend },
}: {
  problems: Problem[];
  failure: Failure | null;
  form: { current: HTMLFormElement | null };
  entryId: string;
  props: EntryFormProps;
}) {
  if (!failure) {
    return (
      <Notice kind="error" live="alert" title={fill(messages.summary, { count: problems.length })}>
        <ul className="flex flex-wrap gap-x-4">
          {problems.slice(0, layout === "phone" ? 1 : 6).map((problem) => (
            <li key={`${problem.path} ${problem.text}`}>
              <button
                type="button"
                className="min-h-7 text-left underline underline-offset-3 pointer-coarse:min-h-11"
                onClick={() => focusFirst(form.current, [problem])}
              >
                {problem.label ? `${problem.label}${messages.says}${problem.text}` : problem.text}
              </button>
            </li>
          ))}
        </ul>
      </Notice>
    );
  }
  return (
    <Notice
      kind={failure.kind === "refused" ? "caution" : "error"}
      live="alert"
      title={failure.kind === "refused" ? words.failedTitle : undefined}
    >
      {failure.text}
      {failure.kind === "signedOut" && (
        <p className="mt-1">
          <a href={links.signIn} target="_blank" rel="noreferrer">
            {words.signIn}
          </a>
        </p>
      )}
      {failure.kind === "stale" && (
        <p className="mt-1">
          <a href={typeof window === "undefined" ? "" : window.location.href}>{words.reload}</a>
        </p>
      )}
      {failure.reason === "observations.reason.idTaken" && !amend && (
        <p className="mt-1">
          <a href={links.record.replace("{id}", entryId)}>{words.openRecord}</a>
        </p>
      )}
    </Notice>
  );
}
