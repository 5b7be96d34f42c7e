/** In the demo's city, as three people: the numbers of boards, lists and files open as many rows as they say (rule 10). */
import { expect, request, test } from "@playwright/test";
import accounts from "../../prisma/seed/demo/accounts.json" with { type: "json" };
import { walk } from "../../scripts/support/figures/walk";
import { signInBy } from "../support/sign-in";

test.describe.configure({ mode: "parallel" });

// `npm run check:figures` follows every number; here a few of each page
for (const role of ["OBSERVER", "REVIEWER", "LEADER"]) {
  test(`each number that ${role} sees opens as many rows`, async ({ baseURL }) => {
    test.setTimeout(180_000);
    const person = accounts.find((one) => one.role === role);
    if (!person) throw new Error(`no demo account of ${role}`);
    const api = await request.newContext({ baseURL, maxRedirects: 0 });
    expect(await signInBy(api, person.account, person.password)).toBeNull();
    const open = async (address: string) => {
      const response = await api.get(address);
      return { status: response.status(), text: await response.text() };
    };
    const { figures, differing } = await walk({ open, behind: 3, ofAPage: 14, largest: 200 });
    expect(differing).toEqual([]);
    expect(figures).toBeGreaterThan(20);
    await api.dispose();
  });
}
