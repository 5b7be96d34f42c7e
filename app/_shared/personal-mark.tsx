import { headers } from "next/headers";
import { Watermark } from "@/components/layout/watermark";
import { momentText } from "@/lib/platform/clock";
import type { Viewer } from "@/lib/platform/viewer";

/** Who saw this page and when: on every page that can show personal data. The number is the request's nonce. */
export async function PersonalMark({ viewer }: { viewer: Viewer }) {
  const trace = (await headers()).get("x-nonce")?.slice(0, 8) ?? "";
  return <Watermark lines={[`${viewer.name} ${viewer.department}`, `${momentText(new Date())} ${trace}`]} />;
}
