/** Every role × every page and endpoint, generated from the route table; deny by default on every way in. */
import { expect, request, test } from "@playwright/test";
import { can, ROLES, type Role } from "@/lib/platform/rights";
import { type Access, ENDPOINTS, homeOf, PAGES } from "@/lib/platform/routes";
import { createAchievement } from "../support/achievements";
import { createCadre, createObservation, createUnit, findConductItem } from "../support/builders";
import { announcementOf, PDF, storeDocument } from "../support/files";
import { storePlan } from "../support/plans";
import { storeGrades, storeImport } from "../support/roster";
import { createAccount, signInBy } from "../support/sign-in";
import { storeMeeting } from "../support/stored-meeting";
import { storeReport } from "../support/stored-report";
import { reviewAddress, storeReview } from "../support/stored-review";
import { createTask, createTaskMember } from "../support/tasks";
import { storeTolerance } from "../support/tolerance";
import { storeTransfer } from "../support/transfers";
import { storeConcern, storeCorrection } from "../support/watched";

async function scene() {
  const unit = await createUnit();
  const cadre = await createCadre(unit);
  const author = await createAccount("OBSERVER", { units: [unit] });
  const task = await createTask(unit);
  await createTaskMember(task, cadre);
  const document = announcementOf(PDF, "纪要.pdf");
  const record = await createObservation(author, unit, {
    cadres: [cadre],
    state: "ACCEPTED",
    evidence: [document],
    task,
  });
  await storeDocument(author, record.id, PDF, document);
  const { id: itemId } = await findConductItem("positive_1");
  const claimId = await createAchievement(author, unit, cadre, [record]);
  const remark = await createObservation(author, unit, { cadres: [cadre], polarity: "ATTENTION" });
  const [opener, decider] = [await createAccount("REVIEWER"), await createAccount("REVIEWER")];
  const concern = { records: [remark.id], paper: "督查通报", endsIn: 30, opener, decider };
  const concernId = await storeConcern(cadre, concern);
  return {
    author,
    unit,
    cadre,
    other: await createCadre(unit),
    task,
    record,
    document,
    claimId,
    itemId,
    concernId,
    correctionId: await storeCorrection(cadre, author),
    meeting: await storeMeeting(unit, author),
    tolerance: await storeTolerance(unit, cadre, author),
    importId: await storeImport(author),
    gradesId: await storeGrades(author),
    planId: await storePlan(author, { observer: author, unit }),
    reportId: await storeReport(author),
    review: await storeReview(unit, [await createCadre(unit)], author),
    transferId: await storeTransfer(unit, { goes: author, comes: await createAccount("OBSERVER") }),
  };
}
type Scene = Awaited<ReturnType<typeof scene>>;

function addressOf(
  route: string,
  {
    author,
    unit,
    cadre,
    other,
    task,
    record,
    document,
    claimId,
    itemId,
    concernId,
    correctionId,
    meeting,
    tolerance,
    importId,
    gradesId,
    planId,
    transferId,
    reportId,
    review,
  }: Scene,
): string {
  if (route === "/field/new") return `/field/new?unit=${unit.id}&method=${record.methodId}`;
  if (route.includes("/compare")) return `${route}?cadres=${cadre.id},${other.id}`;
  if (route.includes("/reviews")) return reviewAddress(route, review);
  if (route === "/observations/follow-ups/ask") return `${route}?unit=${unit.id}`;
  if (route.startsWith("/units")) return route.replace("[id]", unit.id);
  if (route.startsWith("/field/units")) return route.replace("[id]", unit.id);
  if (route.includes("cadres")) return route.replace("[id]", cadre.id);
  if (route.startsWith("/central-tasks")) return route.replace("[id]", task.id);
  if (route.startsWith("/achievements")) return route.replace("[id]", claimId);
  if (route.includes("/cases")) return route.replace("[id]", meeting.caseId);
  if (route.startsWith("/methods")) return route.replace("[id]", record.methodId);
  if (route.includes("/reports")) return route.replace("[id]", reportId);
  if (route.startsWith("/transfers")) return route.replace("[id]", transferId);
  if (route.includes("tolerance")) return route.replace("[id]", tolerance.id);
  if (route.includes("meetings")) return route.replace("[id]", meeting.id);
  if (route.includes("assignment")) return route.replace("[id]", planId);
  if (route.includes("appraisals/imports")) return route.replace("[id]", gradesId);
  if (route.includes("roster/imports")) return route.replace("[id]", importId);
  if (route.includes("roster") && route.includes("[id]")) return route.replace("[id]", importId);
  if (route.startsWith("/conduct")) return route.replace("[id]", itemId);
  if (route.startsWith("/accounts")) return route.replace("[id]", author.id);
  if (route.startsWith("/concerns")) return route.replace("[id]", concernId);
  if (route.startsWith("/corrections")) return route.replace("[id]", correctionId);
  if (route.includes("attachments")) return route.replace("[id]", document.id);
  if (route === "/api/v1/tables/[table]") return `/api/v1/tables/cadres?column=name&unit=${unit.id}`;
  if (route === "/api/v1/accounts/workbook") return `${route}?column=name`;
  if (route === "/api/v1/roster/workbook") return `${route}?column=name&unit=${unit.id}`;
  if (route === "/api/v1/roster/lrmx") return `${route}?unit=${unit.id}`;
  if (route === "/api/v1/coverage") return `${route}?from=2026-01-01&to=2026-06-30`;
  return route.replace("[id]", record.id);
}

/** The router's own request: the page's code without the drawing of its HTML, which comes after a refusal. */
const ROUTER: Record<string, string> = { RSC: "1" };
/** Of each page by one of the refused roles: the HTML, and with the header that once skipped the proxy. */
const OTHER_WAYS: Record<string, string>[] = [
  {},
  { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
];

const isAllowed = (role: Role, access: Access): boolean =>
  access === "public" || access === "session" || can({ roles: [role] }, access);

/** In how many ways a page is asked for; each page is somebody's to be refused in all of them. */
function waysOf(role: Role, access: Access, n: number): Record<string, string>[] {
  if (isAllowed(role, access)) return [{}];
  const refused = ROLES.filter((one) => !isAllowed(one, access));
  return refused[n % refused.length] === role ? [ROUTER, ...OTHER_WAYS] : [ROUTER];
}

for (const role of ROLES) {
  test(`${role} opens what the table of rights says and is refused everything else`, async ({ baseURL }) => {
    test.setTimeout(180_000);
    const things = await scene();
    const person = await createAccount(role, {
      clearance: 3,
      units: role === "OBSERVER" ? [things.unit] : [],
      unitId: role === "LIAISON" ? things.unit.id : undefined,
      cadreId: role === "CADRE" ? things.cadre.id : undefined,
    });
    // a claim is reworded by its drafter: everybody has one of their own
    things.claimId = await createAchievement(person, things.unit, things.cadre);
    // an observer reads the sheets they are part of
    if (role === "OBSERVER") {
      things.transferId = await storeTransfer(await createUnit(), { goes: person, comes: things.author });
    }
    // a cadre reads their own request and its file
    if (role === "CADRE") {
      things.document = announcementOf(PDF, "证书.pdf");
      things.correctionId = await storeCorrection(things.cadre, person, {
        file: { bytes: PDF, announced: things.document },
      });
    }
    const api = await request.newContext({ baseURL, maxRedirects: 0 });
    expect(await signInBy(api, person.account)).toBeNull();
    const allowed = (access: Access) => isAllowed(role, access);

    for (const [n, [route, access]] of Object.entries(PAGES).entries()) {
      if (access === "public") continue;
      const address = addressOf(route, things);
      for (const headers of waysOf(role, access, n)) {
        // the router's request is sent once round for its cache key
        const response = await api.get(address, { headers, maxRedirects: headers.RSC ? 1 : 0 });
        const text = await response.text();
        const label = `${role} ${address} ${JSON.stringify(headers)}`;
        if (allowed(access)) expect(response.status(), label).toBe(200);
        else expect(isRefusal(response.status(), text), `${label}: ${response.status()}`).toBe(true);
        if (!allowed(access)) expect(text.includes(things.record.fact), label).toBe(false);
      }
    }
    for (const [key, access] of Object.entries(ENDPOINTS)) {
      const [method = "", route = ""] = key.split(" ");
      if (route.startsWith("/api/auth")) continue;
      const response = await api.fetch(addressOf(route, things), {
        method,
        ...(hasBody(method, route) ? { data: {} } : {}),
      });
      expect(response.status(), `${role} ${key}`).toBe(allowed(access) ? answerTo(method, route) : 403);
    }
    expect((await api.get(homeOf([role]))).status()).toBe(200);
    await api.dispose();
  });
}

/** An empty body is malformed, and an upload of that id is not there: only someone with the right gets to hear it. */
function answerTo(method: string, route: string): number {
  // of one's own alone: neither an upload nor a job of theirs has that id
  if (route === "/api/v1/uploads/[id]" || route === "/api/v1/jobs/[id]") return 404;
  if (method === "OPTIONS") return 204;
  // nothing typed finds nothing
  if (route === "/api/v1/search") return 200;
  // a file comes as its bytes
  if (route === "/api/v1/roster/imports" || route === "/api/v1/appraisals/imports") return 415;
  return hasBody(method, route) ? 422 : 200;
}
const hasBody = (method: string, route: string): boolean =>
  method === "POST" || method === "PUT" || (method === "DELETE" && route === "/api/v1/push");

/** 403; the router's own request carries the same refusal inside a 200 or 403 stream. */
const isRefusal = (status: number, text: string): boolean =>
  status === 403 || (status === 200 && text.includes("NEXT_HTTP_ERROR_FALLBACK;403"));

test("nobody without a session gets anything but the way to sign in", async ({ baseURL }) => {
  const things = await scene();
  const api = await request.newContext({ baseURL, maxRedirects: 0 });
  for (const [route, access] of Object.entries(PAGES)) {
    if (access === "public") continue;
    const response = await api.get(addressOf(route, things));
    expect([303, 307], route).toContain(response.status());
    expect(response.headers().location, route).toContain("/sign-in");
  }
  for (const [key, access] of Object.entries(ENDPOINTS)) {
    const [method = "", route = ""] = key.split(" ");
    if (access === "public") continue;
    expect(
      (
        await api.fetch(addressOf(route, things), { method, data: hasBody(method, route) ? {} : undefined })
      ).status(),
      key,
    ).toBe(401);
  }
  await api.dispose();
});
