import { getLocale, getMessages, getTranslations } from "next-intl/server";
import type { FormMessages } from "@/components/form/messages";
import { marksOf } from "@/lib/platform/marks";
import type { NAMESPACES } from "@/lib/platform/messages";

type Words = Record<string, unknown>;

/** The words of a form as plain dictionaries, so that no translation code ships to the browser. */
export async function formMessages(
  domain: (typeof NAMESPACES)[number],
  language?: "zh-CN" | "en",
  /** whose refusals can come as well, from the database */
  upstream: (typeof NAMESPACES)[number] = domain,
): Promise<FormMessages> {
  const locale = language ?? (await getLocale());
  const messages: Words = await getMessages({ locale });
  const t = await getTranslations({ locale, namespace: "form.status" });
  const shared = textsOf(messages, "form", "reason");
  const own = textsOf(messages, domain, "reason");
  return {
    // a domain may say more precisely what a code means there
    issue: { ...shared, ...own },
    refused: {
      ...refusals(upstream, textsOf(messages, upstream, "reason")),
      ...refusals(domain, own),
      other: t("broken"),
    },
    failure: {
      stale: t("stale"),
      denied: t("denied"),
      notFound: t("notFound"),
      signedOut: t("signedOut"),
      tooMany: t("tooMany"),
      network: t("network"),
      broken: t("broken"),
    },
    says: marksOf(locale === "en").says,
    summary: textsOf(messages, "form", "status").summary ?? "",
    done: t("saved"),
  };
}

const refusals = (domain: string, texts: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).map(([key, text]) => [`${domain}.reason.${key}`, text]));

function textsOf(messages: Words, namespace: string, section: string): Record<string, string> {
  const found = (messages[namespace] as Record<string, Record<string, unknown>> | undefined)?.[section] ?? {};
  return Object.fromEntries(
    Object.entries(found).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
