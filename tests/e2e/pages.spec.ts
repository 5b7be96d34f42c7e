/** Every page on desk and phone: no axe violation, nothing wider than the screen, no error in the console. */
import { AxeBuilder } from "@axe-core/playwright";
import { can, type Role } from "@/lib/platform/rights";
import { PAGES } from "@/lib/platform/routes";
import { createAchievement } from "../support/achievements";
import { createCadre, createObservation, createUnit, daysAgo, findConductItem } from "../support/builders";
import { storePlan } from "../support/plans";
import { storeGrades, storeImport } from "../support/roster";
import { createAccount } from "../support/sign-in";
import { storeMeeting } from "../support/stored-meeting";
import { storeReport } from "../support/stored-report";
import { reviewAddress, storeReview } from "../support/stored-review";
import { expect, test } from "../support/story";
import { createTask, createTaskMember, createTaskObserver } from "../support/tasks";
import { storeTolerance } from "../support/tolerance";
import { storeTransfer } from "../support/transfers";
import { storeConcern, storeCorrection } from "../support/watched";

/** In this order the first who may open a page sees it on the desk, the last on the phone; access.spec opens the rest. */
const READERS: Role[] = [
  "OBSERVER",
  "REVIEWER",
  "LEADER",
  "ADMIN",
  "SYSADMIN",
  "SECADMIN",
  "AUDITOR",
  "LIAISON",
  "CADRE",
];
type Route = keyof typeof PAGES;

/** What needs a session and no right is everybody's; what needs none is looked at by the tests of signing in. */
const readersOf = (route: Route): Role[] => {
  const access = PAGES[route];
  if (access === "public") return [];
  return access === "session" ? READERS : READERS.filter((role) => can({ roles: [role] }, access));
};

/** Each page once on each screen, by two of those who work with it. */
const seenBy = (role: Role, phone: boolean): Route[] =>
  (Object.keys(PAGES) as Route[]).filter((route) => readersOf(route).at(phone ? -1 : 0) === role);

test.describe.configure({ mode: "parallel" });

for (const role of READERS) {
  for (const phone of [false, true]) {
    const pages = seenBy(role, phone);
    if (pages.length === 0) continue;
    test(`pages of ${role} on ${phone ? "phone" : "desk"}`, async ({ windowOf }) => {
      test.setTimeout(300_000);
      const unit = await createUnit();
      const cadre = await createCadre(unit);
      const author = await createAccount("OBSERVER", { units: [unit] });
      const task = await createTask(unit, {
        battlefield: [daysAgo(80), daysAgo(40)],
        parties: [await createUnit()],
      });
      await createTaskMember(task, cadre, { endsOn: daysAgo(50) });
      await createTaskMember(task, cadre, { startsOn: daysAgo(30) });
      await createTaskObserver(task, author);
      const record = await createObservation(author, unit, { cadres: [cadre], state: "ACCEPTED", task });
      await createObservation(author, unit, { cadres: [cadre], state: "SUBMITTED" });
      const person = await createAccount(role, {
        clearance: 3,
        units: role === "OBSERVER" ? [unit] : [],
        unitId: role === "LIAISON" ? unit.id : undefined,
        cadreId: role === "CADRE" ? cadre.id : undefined,
      });
      const claimId = await createAchievement(person, unit, cadre, [record]);
      const remark = await createObservation(author, unit, { cadres: [cadre], polarity: "ATTENTION" });
      const concernId = await storeConcern(cadre, {
        records: [remark.id],
        paper: "督查通报",
        endsIn: 20,
        opener: author,
        decider: await createAccount("REVIEWER"),
      });
      const correctionId = await storeCorrection(cadre, role === "CADRE" ? person : author);
      const meeting = await storeMeeting(unit, author);
      const review = await storeReview(unit, [await createCadre(unit), await createCadre(unit)], author);
      const tolerance = await storeTolerance(unit, await createCadre(unit), author);
      const page = await windowOf(person, { phone });
      const errors: string[] = [];
      page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
      page.on("pageerror", (error) => errors.push(error.message));

      const things: [part: string, id: string][] = [
        ["accounts", author.id],
        ["units", unit.id],
        ["cadres", cadre.id],
        ["central-tasks", task.id],
        ["achievements", claimId],
        ["concerns", concernId],
        ["corrections", correctionId],
        ["cases", meeting.caseId],
        ["meetings", meeting.id],
        ["tolerance", tolerance.id],
        ["methods", record.methodId],
        ["roster", await storeImport(person)],
        ["appraisals", await storeGrades(person)],
        ["assignments", await storePlan(person, { observer: author, unit })],
        ["transfers", await storeTransfer(await createUnit(), { goes: person, comes: author })],
        ["reports", await storeReport(author)],
        ["conduct", (await findConductItem("positive_1")).id],
      ];
      for (const route of pages) {
        const address =
          route === "/field/new" || route === "/observations/new" || route === "/observations/follow-ups/ask"
            ? `${route}?unit=${unit.id}&method=${record.methodId}`
            : route === "/tolerance/new"
              ? `${route}?unit=${unit.id}`
              : route === "/meetings/new"
                ? `${route}?case=${meeting.caseId}`
                : route.startsWith("/reviews")
                  ? reviewAddress(route, review)
                  : route.replace("[id]", things.find(([part]) => route.includes(part))?.[1] ?? record.id);
        const response = await page.goto(address);
        expect(response?.status(), address).toBe(200);
        // pages have no frames: without the second page that puts frames together, and with what is wrong alone
        const look = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
        const { violations } = await look.analyze();
        // soft: one look tells of every page
        expect
          .soft(
            violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`),
            address,
          )
          .toEqual([]);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect.soft(overflow, `${address} is wider than the screen`).toBeLessThanOrEqual(0);
        expect.soft(errors, address).toEqual([]);
      }
    });
  }
}
