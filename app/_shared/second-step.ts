import { getTranslations } from "next-intl/server";
import { groupedCode } from "@/lib/platform/codes";
import { drawQr, type QrDrawing } from "@/lib/platform/qr";
import { otpauthAddress } from "@/lib/platform/totp";

/** The secret for a camera and for typing; told once, to its owner. */
export type Drawn = { qr: QrDrawing; key: string };

export async function drawnDevice({ account }: { account: string }, secret: string): Promise<Drawn> {
  const app = await getTranslations("app.title");
  return { qr: drawQr(otpauthAddress(app("product"), account, secret)), key: groupedCode(secret) };
}
