/** Where a problem stands in the page: the field around it, its label, its control. */
type Placed = { path: string };

const CONTROLS = "input:not([type=hidden]):not(:disabled), select:not(:disabled), textarea:not(:disabled)";

function fieldAt(form: HTMLFormElement | null, path: string): HTMLElement | null {
  const fields = [...(form?.querySelectorAll<HTMLElement>("[data-field]") ?? [])];
  const covers = (field: HTMLElement) =>
    path === field.dataset.field || path.startsWith(`${field.dataset.field}.`);
  // the innermost one: a cell rather than its table
  return (
    fields
      .filter(covers)
      .sort((a, b) => (b.dataset.field?.length ?? 0) - (a.dataset.field?.length ?? 0))[0] ?? null
  );
}

export const labelAt = (form: HTMLFormElement | null, path: string): string =>
  fieldAt(form, path)?.querySelector("label, legend")?.firstChild?.textContent ?? "";

export const isFolded = (form: HTMLFormElement | null, path: string): boolean =>
  fieldAt(form, path)?.closest("details:not([open])") != null;

const isBefore = (a: Node, b: Node): boolean =>
  (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;

export function inPageOrder<T extends Placed>(form: HTMLFormElement | null, problems: T[]): T[] {
  const placed = problems.map((problem) => ({ problem, field: fieldAt(form, problem.path) }));
  return placed
    .sort((a, b) => (!a.field || !b.field || a.field === b.field ? 0 : isBefore(a.field, b.field) ? -1 : 1))
    .map(({ problem }) => problem);
}

/** The first that has a control, in the order of the page. */
export function focusFirst(form: HTMLFormElement | null, problems: Placed[]): boolean {
  for (const { path } of problems) {
    const control = fieldAt(form, path)?.querySelector<HTMLElement>(CONTROLS);
    if (!control) continue;
    control.focus();
    control.scrollIntoView({ block: "center" });
    return true;
  }
  return false;
}
