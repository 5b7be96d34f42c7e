import type { Day } from "@/lib/platform/clock";
import type { TeamCaseRow, TeamPage } from "@/lib/teams/queries";
import type { TeamFilter } from "@/lib/teams/schema";

/** Members of a unit's team from whom the viewer is recused. */
export const closedIn = ({ closed }: TeamPage, unitId: string): number =>
  closed.find((one) => one.unitId === unitId)?.people ?? 0;

/** What each part of the page is given. */
export type Shown = {
  team: TeamPage;
  cases: TeamCaseRow[];
  on: Day;
  filter: TeamFilter;
  /** the page itself on the same day */
  href: (over: Record<string, string | undefined>) => string;
};
