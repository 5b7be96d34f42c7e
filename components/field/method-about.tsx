import { Icon } from "@/components/ui/icon";
import { Notice } from "@/components/ui/notice";
import type { MethodAbout as About } from "./entry-of-kit";
import type { FieldText } from "./field-words";

/** What the method is and what is still due, folded: the form comes first. */
export function MethodAbout({ about, text }: { about: About; text: FieldText }) {
  return (
    <>
      {about.request && (
        <Notice kind="info" className="mb-3">
          {about.request}
        </Notice>
      )}
      <Folded about={about} text={text} />
    </>
  );
}

function Folded({ about, text }: { about: About; text: FieldText }) {
  return (
    <details className="group -mt-2.5 mb-1">
      <summary className="flex min-h-11 list-none items-center gap-1 text-sm text-ink-hint">
        <Icon name="info" className="size-3.5" />
        {text.field.method}
        <Icon name="chevronDown" className="size-3.5 group-open:rotate-180" />
      </summary>
      <p className="text-sm text-ink-soft">
        {about.isSample && <span className="mr-1.5 text-ink-hint">{text.hint.sample}</span>}
        {about.definition}
      </p>
      {(about.minimum || about.due) && (
        <p className="mt-0.5 text-sm text-ink-hint">
          {about.minimum}
          {about.minimum && about.due && " · "}
          {about.due && (
            <a href={about.due.href} className="underline underline-offset-3">
              {about.due.text}
            </a>
          )}
        </p>
      )}
    </details>
  );
}
