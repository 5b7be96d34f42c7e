import { type FormMessages, fill, issueText } from "@/components/form/messages";
import type { Reason } from "@/lib/field/outbox/rules";
import type text from "@/messages/zh-CN/outbox.json";

export type OutboxWords = {
  text: typeof text;
  /** refusals and issues, as the form says them */
  messages: FormMessages;
  /** names of the form's fields */
  fields: Record<string, string>;
};

/** Why it did not go through, in plain words; where fields are wrong, each of them. */
export function reasonText(
  { code, params, issues }: Reason,
  { text, messages, fields }: OutboxWords,
): string {
  if (code === "invalid" && issues && issues.length > 0) {
    return issues
      .slice(0, 3)
      .map((issue) => {
        const field = fields[issue.path.split(".")[0] ?? ""];
        const said = issueText(messages, issue);
        return field ? fill(text.hint.issue, { field, text: said }) : said;
      })
      .join("\n");
  }
  const own: Record<string, string> = text.reason;
  const refused: Record<string, string> = typeof messages.refused === "function" ? {} : messages.refused;
  return fill(own[code.replace("outbox.reason.", "")] ?? refused[code] ?? own.other ?? "", params);
}
