import { getLocale } from "next-intl/server";
import { type Marks, marksOf } from "@/lib/platform/marks";

/** As the page's reader writes. */
export const marks = async (): Promise<Marks> => marksOf((await getLocale()) === "en");
