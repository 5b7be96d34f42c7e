import type { Issue } from "@/lib/platform/result";

/** Everything that can stop a form besides its fields. `network`: no answer; `broken`: the server failed. */
export type FailureKind = "stale" | "denied" | "notFound" | "signedOut" | "tooMany" | "network" | "broken";

/**
 * The words of a form. Plain dictionaries can come from a server page; functions serve islands.
 * Dictionary of issues: `path.code`, then `code`, then `other`; `{name}` takes a parameter.
 */
export type FormMessages = {
  issue: ((issue: Issue) => string) | Record<string, string>;
  refused: ((reason: string, params?: Params) => string) | Record<string, string>;
  failure: Record<FailureKind, string>;
  /** "有 {count} 处需要修改，已填写的内容都还在。" */
  summary: string;
  /** between the name of a field and what is wrong with it */
  says: string;
  /** told to a screen reader after success where the page shows nothing of its own */
  done?: string;
};

type Params = Record<string, string | number>;

/** Puts parameters into a template: "最多 {max} 字". Plurals belong to the page's own messages. */
export function fill(template: string, params: Params = {}): string {
  return template.replace(/\{(\w+)\}/g, (whole, key: string) => {
    const value = params[key];
    return value === undefined ? whole : String(value);
  });
}

export function issueText(messages: FormMessages, issue: Issue): string {
  if (typeof messages.issue === "function") return messages.issue(issue);
  const words = messages.issue;
  const template = words[`${issue.path}.${issue.code}`] ?? words[issue.code] ?? words.other ?? issue.code;
  return fill(template, issue.params);
}

export function refusalText(messages: FormMessages, reason: string, params?: Params): string {
  if (typeof messages.refused === "function") return messages.refused(reason, params);
  return fill(messages.refused[reason] ?? messages.refused.other ?? reason, params);
}
