import { cookies } from "next/headers";
import { endpoint, failure, json, readJson } from "@/app/_shared/endpoint";
import { settleLanguage } from "@/lib/accounts/commands";
import { displayInput } from "@/lib/accounts/schema";
import { issuesOf } from "@/lib/platform/command";
import { isHttps, LOCALE_COOKIE, TEXT_COOKIE } from "@/lib/platform/request";

/** Language and size of text, chosen on a phone: for this browser's pages, the language for the account too. */
export const PUT = endpoint("session", async ({ viewer, request }) => {
  const input = displayInput.safeParse(await readJson(request), { reportInput: true });
  if (!input.success) return failure(viewer, { ok: false, kind: "invalid", issues: issuesOf(input.error) });
  const { locale, text } = input.data;
  const kept = { path: "/", sameSite: "lax", secure: isHttps(), httpOnly: true, maxAge: 31_536_000 } as const;
  const jar = await cookies();
  if (text) jar.set(TEXT_COOKIE, text, kept);
  if (locale) {
    jar.set(LOCALE_COOKIE, locale, kept);
    if (locale !== viewer.locale) await settleLanguage(viewer, { locale });
  }
  return json({});
});
