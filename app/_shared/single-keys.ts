import { cookies } from "next/headers";
import { KEYS_COOKIE } from "@/lib/platform/request";

/** 单键快捷键, as last chosen in this browser. */
export const hasSingleKeys = async (): Promise<boolean> =>
  (await cookies()).get(KEYS_COOKIE)?.value !== "off";
