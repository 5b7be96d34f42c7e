/** Language of a request: the person's own, else the one last chosen in this browser, else Chinese. */
import { cookies } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { CITY_TIME_ZONE } from "./clock";
import { env } from "./env";
import { log } from "./log";
import { type Locale, loadMessages } from "./messages";
import { currentSession, LOCALE_COOKIE } from "./request";

/** Whoever reads sees the key, which is better than nothing; a test must not overlook it. */
function onError(error: Error): void {
  if (env().STRICT_WORDS) throw error;
  log.error({ words: error.message.split("\n")[0] }, "a text is missing");
}

export default getRequestConfig(async ({ locale: asked }) => {
  // words for somebody who is not reading yet: the phone takes both languages along
  if (asked === "en" || asked === "zh-CN")
    return { locale: asked, messages: await loadMessages(asked), timeZone: CITY_TIME_ZONE, onError };
  const session = await currentSession();
  const chosen =
    session.kind === "live" ? session.viewer.locale : (await cookies()).get(LOCALE_COOKIE)?.value;
  const locale: Locale = chosen === "en" ? "en" : "zh-CN";
  return { locale, messages: await loadMessages(locale), timeZone: CITY_TIME_ZONE, onError };
});
