/** Browser tests: people with windows of their own. */
import { type Browser, type BrowserContext, test as base, type Page } from "@playwright/test";
import type { Person } from "./builders";
import { signIn } from "./sign-in";

const PHONE = { width: 390, height: 844 };

type Fixtures = {
  /** Opens a signed-in window for this person. */
  windowOf: (person: Person, over?: Over) => Promise<Page>;
};

type Over = { phone?: boolean; withoutScript?: boolean };

export const test = base.extend<Fixtures>({
  windowOf: async ({ browser }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (person, over) => {
      const context = await openContext(browser, over);
      contexts.push(context);
      await signIn(context, person);
      return context.newPage();
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
});
export { expect } from "@playwright/test";

const openContext = (browser: Browser, { phone, withoutScript }: Over = {}): Promise<BrowserContext> =>
  browser.newContext({
    javaScriptEnabled: !withoutScript,
    ...(phone ? { viewport: PHONE, isMobile: true, hasTouch: true } : {}),
  });
