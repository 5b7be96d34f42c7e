/**
 * Every page and endpoint with the right it asks for. The access matrix test walks app/ and fails for a route
 * that is missing here; navigation is drawn from the same rights.
 */
import type { Right } from "./rights";

/** `public` needs no session; `session` any signed-in person, also before the password change. */
export type Access = Right | "public" | "session";

export const PAGES = {
  "/": "home.open",
  "/sign-in": "public",
  "/password": "session",
  "/units": "units.read",
  "/units/[id]": "units.read",
  "/cadres": "cadres.list",
  "/cadres/[id]": "cadres.open",
  "/cadres/[id]/readings": "cadres.readings",
  "/observations": "observations.read",
  "/observations/[id]": "observations.read",
  "/observations/new": "observations.log",
  "/observations/drafts": "observations.log",
  "/observations/follow-ups": "followUps.read",
  "/notices": "notices.read",
  "/review": "observations.review",
  "/handovers": "handovers.read",
  "/achievements": "achievements.read",
  "/achievements/waiting": "achievements.decide",
  "/achievements/[id]": "achievements.read",
  "/achievements/[id]/trace": "achievements.read",
  "/achievements/[id]/split": "achievements.draft",
  "/achievements/[id]/edit": "achievements.draft",
  "/achievements/new": "achievements.draft",
  "/concerns": "concerns.read",
  "/concerns/new": "concerns.open",
  "/concerns/[id]": "concerns.read",
  "/corrections": "corrections.read",
  "/corrections/new": "corrections.ask",
  "/corrections/[id]": "corrections.read",
  "/central-tasks": "centralTasks.read",
  "/central-tasks/[id]": "centralTasks.read",
  "/cases": "cases.read",
  "/cases/new": "cases.open",
  "/cases/list": "cases.read",
  "/cases/[id]": "cases.read",
  "/conduct": "conduct.read",
  "/conduct/[id]": "conduct.read",
  "/assignments": "assignments.read",
  "/coverage": "coverage.read",
  "/calendar": "calendar.read",
  "/plan": "plan.enter",
  "/meetings": "meetings.read",
  "/meetings/new": "meetings.convene",
  "/meetings/request": "meetings.request",
  "/meetings/[id]": "meetings.read",
  "/complaints": "complaints.send",
  "/complaints/handling": "complaints.handle",
  "/accounts": "accounts.manage",
  "/accounts/roles": "roles.grant",
  "/audit": "audit.read",
  "/field": "observations.log",
  "/field/shell": "public",
  "/field/units/[id]": "observations.log",
  "/field/new": "observations.log",
  "/field/drafts": "observations.log",
  "/field/inbox": "observations.log",
  "/field/outbox": "observations.log",
} as const satisfies Record<string, Access>;

export const ENDPOINTS = {
  "GET /api/v1/health": "public",
  "GET /api/v1/openapi.json": "session",
  "GET /api/v1/observations": "observations.read",
  "POST /api/v1/observations": "observations.log",
  "PUT /api/v1/drafts/[id]": "observations.log",
  "DELETE /api/v1/drafts/[id]": "observations.log",
  "GET /api/v1/field/key": "observations.log",
  "OPTIONS /api/v1/uploads": "observations.log",
  "POST /api/v1/uploads": "observations.log",
  "HEAD /api/v1/uploads/[id]": "observations.log",
  "PATCH /api/v1/uploads/[id]": "observations.log",
  "DELETE /api/v1/uploads/[id]": "observations.log",
  "GET /api/v1/attachments/[id]": "observations.read",
  "GET /api/v1/review": "observations.review",
  "GET /api/v1/cadres/[id]": "cadres.open",
  "GET /api/v1/cadres/[id]/document": "cadres.export",
  "GET /api/v1/coverage": "coverage.read",
  "GET /api/v1/plan": "plan.enter",
  "GET /api/v1/meetings/[id]/calendar": "meetings.read",
  "GET /api/v1/meetings/[id]/document": "meetings.read",
  "GET /api/v1/cases": "cases.read",
  "GET /api/v1/notices": "notices.read",
  "POST /api/v1/notices/read": "notices.read",
  "GET /api/v1/push": "observations.log",
  "POST /api/v1/push": "observations.log",
  "DELETE /api/v1/push": "observations.log",
  "POST /api/v1/follow-ups/close": "followUps.close",
  "GET /api/v1/field": "observations.log",
  "PUT /api/v1/display": "session",
  "GET /field-worker.js": "public",
  "GET /api/auth/[...nextauth]": "public",
  "POST /api/auth/[...nextauth]": "public",
} as const satisfies Record<string, Access>;

/** Where a person lands after sign-in: their own desk. */
export function homeOf(roles: readonly string[]): string {
  if (roles.includes("SYSADMIN")) return "/accounts";
  if (roles.includes("SECADMIN")) return "/accounts/roles";
  if (roles.includes("AUDITOR")) return "/audit";
  return "/";
}
