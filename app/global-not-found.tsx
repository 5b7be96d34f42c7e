import "./globals.css";
import { getLocale } from "next-intl/server";
import { StatusPage } from "./_shared/status-page";

/** An address that belongs to no part of the product. */
export default async function GlobalNotFound() {
  return (
    <html lang={await getLocale()}>
      <body className="grid min-h-dvh place-items-center p-6">
        <StatusPage kind="notFound" />
      </body>
    </html>
  );
}
