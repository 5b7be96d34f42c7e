/** Where the canary words are looked for: every page and endpoint, by every filter that would show them. */
import { CONCERN_VIEWS } from "@/lib/concerns/schema";
import { CORRECTION_VIEWS } from "@/lib/corrections/schema";
import { can, type Role } from "@/lib/platform/rights";
import { type Access, ENDPOINTS, PAGES } from "@/lib/platform/routes";
import { EXPORT_COLUMNS, IDENTITY_COLUMN } from "@/lib/roster/export/schema";
import { TABLE_NAMES, TABLES } from "@/lib/tables/schema";
import { TOLERANCE_VIEWS } from "@/lib/tolerance/schema";
import { daysAgo } from "@/tests/support/builders";
import { reviewAddress } from "@/tests/support/stored-review";
import { type Reader, ROLE_OF } from "./readers";
import type { Scene } from "./scene";

/** The filters of a list that would show each canary. */
function filters({ unit, cadre, people, marker, methodId, taskId, itemId }: Scene): string[] {
  return [
    `q=${marker}`,
    `q=${marker}&unit=${unit.id}&polarity=attention`,
    `unit=${unit.id}`,
    `cadre=${cadre.id}`,
    `observer=${people.author.id}`,
    `unit=${unit.id}&method=${methodId}`,
    `unit=${unit.id}&polarity=attention`,
    `cadre=${cadre.id}&polarity=attention`,
    `unit=${unit.id}&state=submitted`,
    `unit=${unit.id}&state=counted`,
    `unit=${unit.id}&confidentiality=2`,
    `unit=${unit.id}&confidentiality=3`,
    `unit=${unit.id}&dimension=performance`,
    `item=${itemId}&unit=${unit.id}`,
    `task=${taskId}&state=counted`,
    `task=${taskId}&cadre=${cadre.id}&polarity=attention`,
  ];
}

/** Addresses of a route, more than one where its search could bring a canary in. */
function addresses(route: string, at: Scene): string[] {
  const { unit, cadre, people, records, draftId, handovers, methodId } = at;
  const ids = Object.values(records);
  const anyone = Object.values(people).map(({ id }) => id);
  switch (route) {
    case "/observations":
    case "/api/v1/observations":
      return [route, ...filters(at).map((filter) => `${route}?${filter}`)];
    case "/observations/[id]":
      return ids.map((id) => `/observations/${id}`);
    case "/observations/new":
    case "/field/new":
      return [
        `${route}?unit=${unit.id}&method=${methodId}`,
        `${route}?draft=${draftId}`,
        ...ids.map((id) => `${route}?amend=${id}`),
      ];
    case "/observations/follow-ups/ask":
      return [`${route}?unit=${unit.id}&method=${methodId}`];
    case "/boards":
      return [route, `${route}?span=3`];
    case "/api/v1/boards/workbook":
      return ["records", "open", "tasks", "promotions"].map((sheet) => `${route}?sheet=${sheet}`);
    case "/handovers":
      return [route, `${route}?state=settled`, ...handovers.map((id) => `${route}?id=${id}`)];
    case "/review":
      return [route, ...ids.map((id) => `${route}?id=${id}`)];
    case "/compare":
      return ["", "&recorders=shown"].map((more) => `${route}?cadres=${cadre.id},${at.other.id}${more}`);
    case "/api/v1/compare/document":
    case "/api/v1/compare/workbook":
      return [`${route}?cadres=${cadre.id},${at.other.id}`];
    case "/lists":
    case "/api/v1/lists/workbook":
      return [`${route}?unit=${unit.id}`, `${route}?view=reserve&unit=${unit.id}`];
    case "/search":
    case "/api/v1/search":
      return [`${at.marker}`, `${at.marker}&in=records`, cadre.name, unit.shortName].map(
        (typed) => `${route}?q=${typed}`,
      );
    case "/cadres":
      return [route, `${route}?q=${cadre.name}`, `${route}?unit=${unit.id}`];
    case "/cadres/[id]":
    case "/api/v1/cadres/[id]":
      return ["", "?polarity=attention", "?polarity=neutral", `?observer=${people.author.id}`].map(
        (query) => route.replace("[id]", cadre.id) + query,
      );
    case "/cadres/[id]/readings":
    case "/api/v1/cadres/[id]/document":
    case "/api/v1/cadres/[id]/lrmx":
    case "/api/v1/cadres/[id]/appointment-form":
      return [route.replace("[id]", cadre.id)];
    case "/api/v1/roster/workbook":
      return [[], [IDENTITY_COLUMN]].map((without: string[]) => {
        const columns = EXPORT_COLUMNS.filter((column) => !without.includes(column));
        return `${route}?unit=${unit.id}&${columns.map((column) => `column=${column}`).join("&")}`;
      });
    case "/api/v1/tables/[table]":
      return TABLE_NAMES.map((table) => {
        const columns = TABLES[table].columns.map((column) => `column=${column}`).join("&");
        return `/api/v1/tables/${table}?unit=${unit.id}&${columns}`;
      });
    case "/api/v1/accounts/workbook":
      return [`${route}?column=name&column=account`];
    case "/api/v1/roster/lrmx":
    case "/roster/export":
      return [`${route}?unit=${unit.id}`];
    case "/api/v1/attachments/[id]":
      return at.files.flatMap((id) => [route.replace("[id]", id), `${route.replace("[id]", id)}?size=thumb`]);
    case "/observations/follow-ups":
      return [route, `${route}?scope=all`, `${route}?scope=all&state=done`, `${route}?scope=mine`];
    case "/concerns":
      return ["", ...CONCERN_VIEWS.map((view) => `?view=${view}`), `?cadre=${cadre.id}`].map(
        (query) => route + query,
      );
    case "/concerns/[id]":
      return at.concerns.map((id) => route.replace("[id]", id));
    case "/reviews/[id]":
    case "/api/v1/reviews/[id]/document":
    case "/api/v1/reviews/[id]/workbook":
    case "/reviews/[id]/meeting":
    case "/reviews/[id]/positions/new":
    case "/reviews/[id]/positions/[positionId]":
    case "/reviews/[id]/positions/[positionId]/edit":
    case "/reviews/[id]/positions/[positionId]/candidates/[candidateId]":
      return [reviewAddress(route, at.review)];
    case "/concerns/new":
      return [route, ...ids.map((id) => `${route}?cadre=${cadre.id}&from=${id}`)];
    case "/corrections":
      return ["", ...CORRECTION_VIEWS.map((view) => `?view=${view}`)].map((query) => route + query);
    case "/corrections/[id]":
      return at.corrections.map((id) => route.replace("[id]", id));
    case "/cases":
      return ["", `?unit=${unit.id}`, `?view=overdue`].map((query) => route + query);
    case "/cases/list":
      return [route, `${route}?of=results`];
    case "/cases/new":
      return [route, ...ids.map((id) => `${route}?from=${id}`)];
    case "/cases/[id]":
      return [at.caseId, at.coordination.caseId].map((id) => route.replace("[id]", id));
    case "/tolerance":
      return ["", ...TOLERANCE_VIEWS.map((view) => `?view=${view}`), `?unit=${unit.id}`].map(
        (query) => route + query,
      );
    case "/methods/[id]":
    case "/methods/[id]/preview":
      return [route.replace("[id]", at.methodId)];
    case "/transfers/[id]":
      return [route.replace("[id]", at.transferId)];
    case "/reports/[id]":
      return ["", "?history=1"].map((query) => route.replace("[id]", at.reportId) + query);
    case "/api/v1/reports/[id]/document":
      return [route.replace("[id]", at.reportId)];
    case "/tolerance/new":
      return [route, `${route}?kind=POST`, `${route}?unit=${unit.id}`];
    case "/tolerance/[id]":
    case "/api/v1/tolerance/[id]/document":
      return [route.replace("[id]", at.tolerance.id)];
    case "/meetings/[id]":
    case "/api/v1/meetings/[id]/calendar":
    case "/api/v1/meetings/[id]/document":
      return [route.replace("[id]", at.coordination.id)];
    case "/meetings":
    case "/meetings/new":
    case "/meetings/request":
      return [route, `${route}?case=${at.coordination.caseId}`];
    case "/complaints/handling":
      // opened one by one: which of them the page opens by itself is decided by what other tests send
      return [
        route,
        `${route}?state=answered`,
        ...at.complaints.flatMap((id) => [`${route}?id=${id}`, `${route}?state=answered&id=${id}`]),
      ];
    case "/achievements/new":
      return [route, ...ids.map((id) => `${route}?from=${id}`)];
    case "/achievements/[id]":
    case "/achievements/[id]/edit":
    case "/achievements/[id]/trace":
    case "/achievements/[id]/split":
      return [route.replace("[id]", at.claimId)];
    case "/central-tasks":
      return [route, `${route}?unit=${unit.id}`];
    case "/central-tasks/[id]":
      return ["", `?on=${daysAgo(1)}`].map((query) => route.replace("[id]", at.taskId) + query);
    case "/roster/imports/[id]":
      return ["", "?view=FAULTY", "?view=MISSING", "?open=columns"].map(
        (query) => route.replace("[id]", at.importId) + query,
      );
    case "/observations/bulk":
      return [route, `${route}?all=1&unit=${unit.id}&deed=ARCHIVE`];
    case "/appraisals/imports/[id]":
      return ["", "?view=FAULTY"].map((query) => route.replace("[id]", at.gradesId) + query);
    case "/api/v1/appraisals/imports/[id]/faults":
      return [route.replace("[id]", at.gradesId)];
    case "/api/v1/roster/imports/[id]/faults":
      return [route.replace("[id]", at.importId)];
    case "/assignments/plans/[id]":
      return ["", "?view=board", "?view=rules", `?view=compare&with=${at.planId}`].map(
        (query) => route.replace("[id]", at.planId) + query,
      );
    case "/api/v1/assignment-plans/[id]":
      return [route.replace("[id]", at.planId)];
    case "/conduct/[id]":
      return [route.replace("[id]", at.itemId)];
    case "/coverage":
      return [route, ...["months", "methods", "silent"].map((tab) => `${route}?tab=${tab}`)];
    case "/api/v1/coverage":
      return [`${route}?from=2026-01-01&to=2026-12-31`];
    case "/assignments":
      return [route, `${route}?unit=${unit.id}`, `${route}?view=observers&person=${people.author.id}`];
    case "/assignments/bulk":
      return ["HAND", "JOIN"].map(
        (deed) => `${route}?units=${unit.id}&deed=${deed}&day=${daysAgo(0)}&to=LIGHTEST`,
      );
    case "/accounts/many":
      return [`${route}?accounts=${anyone[0]}&deed=VALIDITY`];
    case "/accounts/roles/bulk":
      return [`${route}?accounts=${anyone[0]}&deed=GRANT&give=OBSERVER`];
    case "/accounts":
    case "/accounts/roles":
      return [route, ...anyone.slice(0, 2).map((id) => `${route}?id=${id}`)];
    case "/accounts/sight/[id]":
      return anyone.slice(0, 2).map((id) => route.replace("[id]", id));
    case "/audit":
      return [route, `${route}?entity=observation`, ...ids.map((id) => `${route}?id=${id}`)];
    default:
      return [route.replace("[id]", unit.id)];
  }
}

/**
 * The router's own payloads of each page: made by the same code, and every HTML carries one within. They are asked for
 * by whoever of a role sees least.
 */
const PAYLOADS: Record<string, string>[] = [{ RSC: "1" }, { RSC: "1", "Next-Router-Prefetch": "1" }];
const SEE_MORE: Reader[] = ["author", "colleague", "reviewer2", "reviewer3", "leader3"];
type Ask = { address: string; headers: Record<string, string> };

/** What is refused is refused by the route, whatever the address says after it: it is asked for once. */
export function everythingFor(reader: Reader, at: Scene): Ask[] {
  const role: Role = ROLE_OF[reader];
  const payloads = SEE_MORE.includes(reader) ? [] : PAYLOADS;
  const isOpen = (access: Access) =>
    access === "public" || access === "session" || can({ roles: [role] }, access);
  const asked = (route: string, access: Access) =>
    addresses(route, at).slice(0, isOpen(access) ? undefined : 1);
  return [
    ...Object.entries(PAGES).flatMap(([route, access]) =>
      asked(route, access).flatMap((address, n) =>
        (!isOpen(access) ? PAYLOADS.slice(0, 1) : n > 0 ? [{}] : [{}, ...payloads]).map((headers) => ({
          address,
          headers,
        })),
      ),
    ),
    ...Object.entries(ENDPOINTS)
      .filter(([key]) => key.startsWith("GET ") && !key.includes("nextauth"))
      .flatMap(([key, access]) => asked(key.slice(4), access).map((address) => ({ address, headers: {} }))),
  ];
}
