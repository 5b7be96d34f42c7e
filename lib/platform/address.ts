/**
 * What an address may carry to the database. An old or mistyped link opens with the value left out, so a value that
 * PostgreSQL or JavaScript would choke on is no value: year 0, the zero byte, a cursor cut in the middle.
 */
import * as z from "zod";

/** Far enough for any record; the day before and after are days with four-digit years too. */
const isInReach = (day: string): boolean => day >= "1900-01-01" && day <= "2199-12-31";

/** Also for days that are typed: the same year 0 would break there. */
export const addressDay = () => z.iso.date({ error: "notADay" }).refine(isInReach, { error: "notADay" });

/** yyyy-MM */
export const addressMonth = () =>
  z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .refine((month) => isInReach(`${month}-15`), { error: "notADay" });

export const addressText = (max: number) =>
  z
    .string()
    .transform((text) => text.replaceAll("\u0000", "").toWellFormed().trim())
    .pipe(z.string().max(max));

/** Says which page of the phone is asked for, so that the way to sign-in knows the way back. */
export const PHONE_PATH_HEADER = "x-phone-path";
/** A page of the phone and nothing else: an address of somebody's making leads nowhere after sign-in. */
export const phonePath = () =>
  z
    .string()
    .max(500)
    .regex(/^\/field(\/[\w-]+)*(\?[\w=&%.-]*)?$/);

const CURSOR_PARTS = /^(\d{10,13})_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** 2199-12-31 */
const LAST_MOMENT = 7_258_032_000_000;

/** Of the last row shown: moment in milliseconds and id. */
export const addressCursor = () =>
  z.string().refine((text) => Number(CURSOR_PARTS.exec(text)?.[1] ?? Number.NaN) <= LAST_MOMENT, {
    error: "notACursor",
  });
