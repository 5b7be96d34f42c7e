/** Message files, one a domain; zh-CN is the source. The list is checked against the folder by a test. */
import type { AbstractIntlMessages } from "next-intl";

export type Locale = "zh-CN" | "en";

export const NAMESPACES = [
  "accounts",
  "activation",
  "bulk",
  "exceptions",
  "search",
  "secondStep",
  "sight",
  "achievements",
  "app",
  "appraisals",
  "assignments",
  "attachments",
  "audit",
  "cadres",
  "boards",
  "calendar",
  "calibration",
  "cases",
  "centralTasks",
  "complaints",
  "concerns",
  "conduct",
  "corrections",
  "comparison",
  "coverage",
  "dimensions",
  "export",
  "field",
  "form",
  "grades",
  "handovers",
  "home",
  "jobs",
  "liaison",
  "lists",
  "meetings",
  "methods",
  "notices",
  "observations",
  "outbox",
  "plans",
  "recusals",
  "reports",
  "roster",
  "rosterExport",
  "tables",
  "teams",
  "tolerance",
  "reviews",
  "transfers",
  "units",
] as const;

const loaded = new Map<Locale, Promise<AbstractIntlMessages>>();

export function loadMessages(locale: Locale): Promise<AbstractIntlMessages> {
  let messages = loaded.get(locale);
  if (!messages || process.env.NODE_ENV === "development") {
    messages = Promise.all(
      NAMESPACES.map(
        async (name) => [name, (await import(`../../messages/${locale}/${name}.json`)).default] as const,
      ),
    ).then(Object.fromEntries<AbstractIntlMessages[string]>);
    loaded.set(locale, messages);
  }
  return messages;
}
