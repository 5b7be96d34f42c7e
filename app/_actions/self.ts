"use server";

import { refresh, revalidatePath } from "next/cache";
import { cookies } from "next/headers";
import { type Drawn, drawnDevice } from "@/app/_shared/second-step";
import { activate } from "@/lib/accounts/activation/commands";
import { changePassword, settleLanguage } from "@/lib/accounts/commands";
import { keysInput, localeInput } from "@/lib/accounts/schema";
import * as secondStep from "@/lib/accounts/second-step/commands";
import { outcomeOf } from "@/lib/platform/command";
import {
  clientAddress,
  currentSession,
  isHttps,
  isSameOrigin,
  KEYS_COOKIE,
  LOCALE_COOKIE,
} from "@/lib/platform/request";
import type { Outcome } from "@/lib/platform/result";
import type { Viewer } from "@/lib/platform/viewer";
import { plain } from "./action";

/** How this browser's pages look and work, for a year. */
const kept = () =>
  ({ path: "/", sameSite: "lax", secure: isHttps(), httpOnly: true, maxAge: 31_536_000 }) as const;

/** For everyone, also before sign-in: the cookie serves this browser, the account every other one. */
export async function chooseLanguage(form: FormData): Promise<void> {
  const input = localeInput.safeParse(plain(form));
  if (!input.success || !(await isSameOrigin("browser"))) return;
  (await cookies()).set(LOCALE_COOKIE, input.data.locale, kept());
  const session = await currentSession();
  if (session.kind === "live") await settleLanguage(session.viewer, input.data);
  revalidatePath("/", "layout");
}

/** 单键快捷键, for this browser. */
export async function chooseKeys(form: FormData): Promise<void> {
  const input = keysInput.safeParse(plain(form));
  if (!input.success || !(await isSameOrigin("browser"))) return;
  (await cookies()).set(KEYS_COOKIE, input.data.keys, kept());
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

/** Open to everybody: the code is what one has. */
export async function activateAccount(form: FormData): Promise<Outcome<{ account: string }>> {
  if (!(await isSameOrigin("browser"))) return { ok: false, kind: "denied" };
  try {
    return await activate(plain(form), await clientAddress());
  } catch (error) {
    return outcomeOf(error);
  }
}

/** Open to a session that must set up its second step before anything else, not to one that owes a password. */
async function own<T>(
  form: FormData,
  run: (viewer: Viewer, raw: unknown) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const session = await currentSession();
  if (session.kind !== "live" || session.duty === "password") return { ok: false, kind: "signedOut" };
  if (!(await isSameOrigin("browser"))) return { ok: false, kind: "denied" };
  try {
    return await run(session.viewer, plain(form));
  } catch (error) {
    return outcomeOf(error);
  }
}

export async function beginSecondStep(form: FormData): Promise<Outcome<Drawn>> {
  return own(form, async (viewer, raw) => {
    const outcome = await secondStep.beginSecondStep(viewer, raw);
    return outcome.ok ? { ok: true, value: await drawnDevice(viewer, outcome.value.secret) } : outcome;
  });
}

export async function confirmSecondStep(form: FormData): Promise<Outcome<{ codes: string[] }>> {
  return own(form, (viewer, raw) => secondStep.confirmSecondStep(viewer, raw));
}

export async function switchOffSecondStep(form: FormData): Promise<Outcome> {
  return own(form, async (viewer, raw) => {
    const outcome = await secondStep.switchOffSecondStep(viewer, raw);
    if (outcome.ok) refresh();
    return outcome;
  });
}
