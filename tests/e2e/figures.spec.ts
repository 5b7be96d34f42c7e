/** In the demo's city, as three people: the numbers of boards, lists and files open as many rows as they say (rule 10). */
import { expect, request, test } from "@playwright/test";
import accounts from "../../prisma/seed/demo/accounts.json" with { type: "json" };
import { countOpened, type Figure, figuresIn, someOf } from "../support/figures";
import { signInBy } from "../support/sign-in";

test.describe.configure({ mode: "parallel" });

/** Where the walk begins; lists lead on to some of the pages behind their rows. */
const BOARDS = ["/", "/coverage?tab=months", "/coverage?tab=methods", "/coverage?tab=silent"];
const LISTS = ["/units", "/cadres", "/achievements", "/central-tasks", "/concerns", "/corrections"];
const PAGES_BEHIND_A_LIST = 3;
const FIGURES_OF_A_PAGE = 14;
/** What is counted to the end; larger ones would only repeat the same list. */
const LARGEST = 200;

for (const role of ["OBSERVER", "REVIEWER", "LEADER"]) {
  test(`each number that ${role} sees opens as many rows`, async ({ baseURL }) => {
    test.setTimeout(180_000);
    const person = accounts.find((one) => one.role === role);
    if (!person) throw new Error(`no demo account of ${role}`);
    const api = await request.newContext({ baseURL, maxRedirects: 0 });
    expect(await signInBy(api, person.account, person.password)).toBeNull();
    const html = async (address: string) => {
      const response = await api.get(address);
      return response.status() === 200 ? response.text() : "";
    };

    const figures: Figure[] = [];
    const look = async (address: string): Promise<string> => {
      const text = await html(address);
      figures.push(
        ...someOf(
          figuresIn(address, text).filter(({ shown }) => shown <= LARGEST),
          FIGURES_OF_A_PAGE,
        ),
      );
      return text;
    };
    for (const board of BOARDS) await look(board);
    for (const list of LISTS) {
      const rows = [...(await look(list)).matchAll(/class="row-link" href="([^"?]+)"/g)].map(
        ([, href = ""]) => href,
      );
      for (const href of someOf(rows, PAGES_BEHIND_A_LIST)) await look(href);
    }

    const distinct = new Map(figures.map((figure) => [`${figure.href} ${figure.shown}`, figure]));
    const differing: string[] = [];
    for (const { page, href, shown } of distinct.values()) {
      let [said, opened] = [shown, await countOpened(api, href)];
      // other tests write meanwhile: the number and its list are looked at again, one right after the other
      for (let again = 0; again < 3 && said !== opened; again += 1) {
        said = figuresIn(page, await html(page)).find((one) => one.href === href)?.shown ?? said;
        opened = await countOpened(api, href);
      }
      if (opened !== said) differing.push(`${page}: ${said} leads to ${href}, which lists ${opened}`);
    }
    expect(differing).toEqual([]);
    expect(distinct.size).toBeGreaterThan(20);
    await api.dispose();
  });
}
