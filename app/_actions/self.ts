"use server";

import { revalidatePath } from "next/cache";
import { cookies } from "next/headers";
import { changePassword, settleLanguage } from "@/lib/accounts/commands";
import { localeInput } from "@/lib/accounts/schema";
import { outcomeOf } from "@/lib/platform/command";
import { currentSession, isHttps, isSameOrigin, LOCALE_COOKIE } from "@/lib/platform/request";
import type { Outcome } from "@/lib/platform/result";
import { plain } from "./action";

/** For everyone, also before sign-in: the cookie serves this browser, the account every other one. */
export async function chooseLanguage(form: FormData): Promise<void> {
  const input = localeInput.safeParse(plain(form));
  if (!input.success || !(await isSameOrigin("browser"))) return;
  (await cookies()).set(LOCALE_COOKIE, input.data.locale, {
    path: "/",
    sameSite: "lax",
    secure: isHttps(),
    httpOnly: true,
    maxAge: 31_536_000,
  });
  const session = await currentSession();
  if (session.kind === "live") await settleLanguage(session.viewer, input.data);
  revalidatePath("/", "layout");
}

/** Open to a session that must change its password before anything else. */
export async function savePassword(form: FormData): Promise<Outcome> {
  const session = await currentSession();
  if (session.kind !== "live") return { ok: false, kind: "signedOut" };
  if (!(await isSameOrigin("browser"))) return { ok: false, kind: "denied" };
  try {
    return await changePassword(session.viewer, session.sessionId, plain(form));
  } catch (error) {
    return outcomeOf(error);
  }
}
