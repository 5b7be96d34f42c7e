/** A city of its own with its own server, for what cannot share one with tests that bring units and people. */
import type { Browser, Page } from "@playwright/test";
import { anyFreePort } from "../../scripts/support/ports";
import { type Server, serve } from "../../scripts/support/server";
import type { Person } from "./builders";
import { closeOwner } from "./owner";
import { signIn } from "./sign-in";

const set = (name: string) => process.env[name] ?? "";
let server: Server | undefined;

/** From here on `owner()` speaks to this city. */
export async function startWholeCity(): Promise<void> {
  await closeOwner();
  process.env.TEST_DATABASE_URL = set("E2E_WHOLE_DATABASE_URL");
  const port = await anyFreePort();
  const address = `http://localhost:${port}`;
  server = await serve({
    folder: set("E2E_FOLDER"),
    port,
    host: "127.0.0.1",
    urls: { appUrl: set("E2E_WHOLE_APP_URL"), systemUrl: set("E2E_WHOLE_SYSTEM_URL") },
    demo: true,
    env: { APP_URL: address, NEXTAUTH_URL: address, LOG_LEVEL: "warn", STORAGE_DIR: set("STORAGE_DIR") },
  });
}

export async function leaveWholeCity(): Promise<void> {
  await server?.stop();
  await closeOwner();
  process.env.TEST_DATABASE_URL = set("E2E_DATABASE_URL");
}

export async function windowInWholeCity(browser: Browser, person: Person): Promise<Page> {
  const context = await browser.newContext({ baseURL: server?.address });
  await signIn(context, person);
  return context.newPage();
}
