/** What a page of the phone shows on a first visit: the kit, read now, with the words of the person's language. */
import { getLocale } from "next-intl/server";
import type { FieldLocale } from "@/components/field/field-words";
import { getFieldKit } from "@/lib/field/kit/queries";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { fieldWords } from "./field-words";

/** `unitIds` narrows it to what one page shows. */
export async function fieldPage(viewer: Viewer, unitIds?: string[]) {
  const at = new Date();
  const kit = await read(viewer, (db) => getFieldKit(db, viewer, at, { unitIds }));
  const locale: FieldLocale = (await getLocale()) === "en" ? "en" : "zh-CN";
  return { kit, words: await fieldWords(locale), locale, now: { at, day: cityDay(at) } };
}
