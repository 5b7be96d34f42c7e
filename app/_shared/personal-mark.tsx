import { headers } from "next/headers";
import { Watermark } from "@/components/layout/watermark";
import { CITY_TIME_ZONE } from "@/lib/platform/clock";
import type { Viewer } from "@/lib/platform/viewer";

const minute = new Intl.DateTimeFormat("zh-CN", {
  timeZone: CITY_TIME_ZONE,
  dateStyle: "short",
  timeStyle: "short",
});

/** Who saw this page and when: on every page that can show personal data. The number is the request's nonce. */
export async function PersonalMark({ viewer }: { viewer: Viewer }) {
  const trace = (await headers()).get("x-nonce")?.slice(0, 8) ?? "";
  return (
    <Watermark lines={[`${viewer.name} ${viewer.department}`, `${minute.format(new Date())} ${trace}`]} />
  );
}
