/** Typed text at the border: trimmed, well-formed, without the zero byte that PostgreSQL refuses. */
import * as z from "zod";

const clean = (text: string): string => text.replaceAll("\u0000", "").toWellFormed().trim();

/** Optional text: empty when nothing was typed. `max` counts characters as people do. */
export const optionalText = (max: number) =>
  z
    .string({ error: "notAText" })
    .transform(clean)
    .refine((text) => withinLimit(text, max), { error: "tooLong", params: { maximum: max } })
    .default("");

export const requiredText = (max: number) =>
  z
    .string({ error: "required" })
    .transform(clean)
    .refine((text) => text.length > 0, { error: "required", abort: true })
    .refine((text) => withinLimit(text, max), { error: "tooLong", params: { maximum: max } });

/** 𠮷 is one character and two UTF-16 units; the long way is taken only where it matters. */
const withinLimit = (text: string, max: number): boolean =>
  text.length <= max || (text.length <= max * 2 && [...text].length <= max);
