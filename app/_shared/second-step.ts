import { getTranslations } from "next-intl/server";
import { groupedCode } from "@/lib/platform/codes";
import { drawQr, type QrDrawing } from "@/lib/platform/qr";
import { otpauthAddress } from "@/lib/platform/totp";

/** The secret for a camera, for typing, and for the telephone that shows this very page; told once, to its owner. */
export type Drawn = { qr: QrDrawing; key: string; address: string };

export async function drawnDevice({ account }: { account: string }, secret: string): Promise<Drawn> {
  const app = await getTranslations("app.title");
  const address = otpauthAddress(app("product"), account, secret);
  return { qr: drawQr(address), key: groupedCode(secret), address };
}
