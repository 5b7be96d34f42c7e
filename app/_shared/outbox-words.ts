import type { OutboxWords } from "@/components/field/outbox-words";
import { type Locale, loadMessages } from "@/lib/platform/messages";
import { formMessages } from "./form-messages";

/** The words of the outbox, as plain text. */
export async function outboxWords(locale: Locale): Promise<OutboxWords> {
  const { outbox, observations } = await loadMessages(locale);
  return {
    // the type of the Chinese file, which a test holds the English one to
    text: outbox as OutboxWords["text"],
    messages: await formMessages("observations", locale, "attachments"),
    fields: (observations as { field: Record<string, string> }).field,
  };
}
