import { cookies } from "next/headers";
import { TEXT_COOKIE } from "@/lib/platform/request";

/** 大字, as last chosen in this browser. */
export const isTextLarge = async (): Promise<boolean> =>
  (await cookies()).get(TEXT_COOKIE)?.value === "large";
