/** A QR code as one SVG path, drawn on the server: no picture is fetched and no script runs. */
import { encodeQR } from "qr";

export type QrDrawing = { size: number; path: string };

export function drawQr(text: string): QrDrawing {
  const rows = encodeQR(text, "raw", { ecc: "medium", border: 2 });
  const path = rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : [])));
  return { size: rows.length, path: path.join("") };
}
