/**
 * The server's own schemas, for the browser to ask before it sends. Loaded at the first submit, so that opening
 * a form on a phone does not wait for it. The schemas on this way import zod as a namespace: that leaves its forty
 * languages out (28 KB instead of 79).
 */
import { cadreLineSchema, detailsSchema, type MethodField } from "@/lib/methods/schema";
import { issuesOf } from "@/lib/platform/issues";
import type { Issue } from "@/lib/platform/result";
import { amendmentInput, observationInput } from "../../schema";
import type { EntryContent } from "../content/rules";
import { boundIssues } from "../rules";
import { issuesAtUnit, type VisitBody } from "../visit/rules";

export function entryIssues(
  input: EntryContent & Partial<Record<string, unknown>>,
  fields: MethodField[],
  kind: "new" | "amendment",
): Issue[] {
  const shared = (kind === "new" ? observationInput : amendmentInput).safeParse(input, { reportInput: true });
  const details = detailsSchema(fields).safeParse(input.details, { reportInput: true });
  const lineSchema = cadreLineSchema(fields);
  const lines = input.cadres.flatMap((line, index) => {
    const columns = lineSchema.safeParse(line.details, { reportInput: true });
    return columns.success ? [] : under(`cadres.${index}.details`, issuesOf(columns.error));
  });
  return [
    ...(shared.success ? [] : issuesOf(shared.error)),
    ...boundIssues(fields, input),
    ...(details.success ? [] : under("details", issuesOf(details.error))),
    ...lines,
  ];
}

/** Of all records of a visit: what is shared is said once, at the first. */
export const visitIssues = (bodies: VisitBody[], fields: MethodField[]): Issue[] =>
  bodies.flatMap(({ unitId, body }, at) => {
    const issues = entryIssues(body, fields, "new");
    return at === 0 ? issues : issuesAtUnit(issues, unitId);
  });

const under = (prefix: string, issues: Issue[]): Issue[] =>
  issues.map((issue) => ({ ...issue, path: issue.path ? `${prefix}.${issue.path}` : prefix }));
