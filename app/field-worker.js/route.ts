import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pushTexts } from "@/app/_shared/notice-words";
import { fieldWorker } from "@/components/offline/field-worker";
import { pushWorker } from "@/components/offline/push-worker";

/** Another build is another worker: that is how a browser notices a release. */
const version =
  process.env.NODE_ENV === "development"
    ? "development"
    : readFile(join(process.cwd(), ".next", "BUILD_ID"), "utf8").then((text) => text.trim());

/** The phone's service worker. It stands at the root, so that its scope may be /field. */
export async function GET(): Promise<Response> {
  const script =
    `(${fieldWorker.toString()})(self, ${JSON.stringify(await version)});\n` +
    `(${pushWorker.toString()})(self, ${JSON.stringify(await pushTexts())});\n`;
  return new Response(script, {
    headers: {
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "no-cache",
      "content-security-policy": "default-src 'none'; script-src 'self'; connect-src 'self'",
      "x-content-type-options": "nosniff",
    },
  });
}
