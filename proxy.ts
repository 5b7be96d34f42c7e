/**
 * Headers of every page: a CSP with a nonce for each request, no framing, no referrer, nothing kept by caches.
 * Never the lock: rights are checked where data is read.
 */
import { type NextRequest, NextResponse } from "next/server";
import { PHONE_PATH_HEADER } from "@/lib/platform/address";

const isDevelopment = process.env.NODE_ENV === "development";

export function proxy(request: NextRequest) {
  if (!isReadable(request.nextUrl.pathname)) return new NextResponse(null, { status: 400 });
  const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
  const policy = [
    "default-src 'self'",
    // development reloads through eval
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    // styles in attributes: chart cells and the watermark
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    // it would fall back to script-src, whose strict-dynamic knows no addresses
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
  const forwarded = new Headers(request.headers);
  forwarded.set("x-nonce", nonce);
  forwarded.set("content-security-policy", policy);
  const { pathname, search } = request.nextUrl;
  forwarded.delete(PHONE_PATH_HEADER);
  if (pathname.startsWith("/field")) forwarded.set(PHONE_PATH_HEADER, `${pathname}${search}`);
  const response = NextResponse.next({ request: { headers: forwarded } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("x-content-type-options", "nosniff");
  // nothing leaves for elsewhere; to ourselves a form without script has to say where it comes from (isSameOrigin)
  response.headers.set("referrer-policy", "same-origin");
  response.headers.set("permissions-policy", "camera=(self), geolocation=(), microphone=()");
  response.headers.set("cache-control", "no-store");
  if (process.env.APP_URL?.startsWith("https:")) {
    response.headers.set("strict-transport-security", "max-age=63072000; includeSubDomains");
  }
  return response;
}

/** Bytes that are no text would end in a broken page once the router decodes them. */
function isReadable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

export const config = {
  // endpoints set their own headers, and need no nonce
  matcher: [
    "/((?!_next/static|_next/image|api/v1|field-worker.js|manifest.webmanifest|icons/|icon.svg|favicon.ico).*)",
  ],
};
