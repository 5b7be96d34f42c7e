import { getTranslations } from "next-intl/server";
import type { NavSection } from "@/components/layout/desk-nav";
import { Icon, type IconName } from "@/components/ui/icon";
import { can } from "@/lib/platform/rights";
import { PAGES } from "@/lib/platform/routes";
import type { Viewer } from "@/lib/platform/viewer";

type Entry = { href: keyof typeof PAGES; label: string; icon: IconName; exact?: boolean };

const SECTIONS: { key: string; entries: Entry[] }[] = [
  {
    key: "work",
    entries: [
      { href: "/", label: "home", icon: "home", exact: true },
      { href: "/observations/new", label: "log", icon: "pen" },
      { href: "/review", label: "review", icon: "check" },
      { href: "/handovers", label: "handovers", icon: "swap" },
      { href: "/corrections", label: "corrections", icon: "pen" },
      { href: "/complaints/handling", label: "complaintHandling", icon: "mail" },
      { href: "/observations", label: "observations", icon: "list" },
      { href: "/observations/drafts", label: "drafts", icon: "file" },
      { href: "/observations/follow-ups", label: "followUps", icon: "flag" },
      { href: "/field", label: "phone", icon: "phone" },
    ],
  },
  // what a decision is taken by stands above what it is made of
  {
    key: "decide",
    entries: [
      { href: "/boards", label: "overview", icon: "chart" },
      { href: "/coverage", label: "coverage", icon: "map" },
      { href: "/reviews", label: "reviews", icon: "scale" },
      { href: "/reviews/outcomes", label: "outcomes", icon: "checkCircle" },
      { href: "/lists", label: "lists", icon: "list" },
      { href: "/boards/promotions", label: "promotions", icon: "flag" },
      { href: "/reports", label: "reports", icon: "file" },
    ],
  },
  {
    key: "matters",
    entries: [
      { href: "/cases", label: "cases", icon: "flag" },
      { href: "/cases/list", label: "caseList", icon: "list" },
      { href: "/meetings", label: "meetings", icon: "people" },
      { href: "/tolerance", label: "tolerance", icon: "shield" },
      { href: "/plan", label: "plan", icon: "calendar" },
    ],
  },
  {
    key: "people",
    entries: [
      { href: "/units", label: "units", icon: "unit" },
      { href: "/cadres", label: "cadres", icon: "people" },
      { href: "/assignments", label: "assignments", icon: "link" },
      { href: "/assignments/plans", label: "plans", icon: "scale" },
      { href: "/transfers", label: "transfers", icon: "swap" },
      { href: "/recusals", label: "recusals", icon: "shield" },
      { href: "/recusals/review", label: "recusalReview", icon: "shield" },
    ],
  },
  {
    key: "results",
    entries: [
      { href: "/central-tasks", label: "centralTasks", icon: "flag" },
      { href: "/achievements", label: "achievements", icon: "checkCircle" },
      { href: "/achievements/waiting", label: "waitingClaims", icon: "scale" },
      { href: "/conduct", label: "conduct", icon: "list" },
      { href: "/concerns", label: "concerns", icon: "warning" },
      { href: "/appraisals", label: "appraisals", icon: "upload" },
    ],
  },
  {
    key: "rules",
    entries: [
      { href: "/methods", label: "methods", icon: "list" },
      { href: "/dimensions", label: "dimensions", icon: "list" },
      { href: "/calibration", label: "calibration", icon: "scale" },
      { href: "/calendar", label: "calendar", icon: "calendar" },
    ],
  },
  {
    key: "administration",
    entries: [
      { href: "/roster", label: "roster", icon: "upload" },
      { href: "/accounts", label: "accounts", icon: "people" },
      { href: "/accounts/roles", label: "roles", icon: "shield" },
      { href: "/accounts/exceptions", label: "exceptions", icon: "swap" },
      { href: "/audit", label: "audit", icon: "clock" },
    ],
  },
];

/** What waits for the person behind an entry; nothing is said of none. */
export type NavCounts = Partial<Record<keyof typeof PAGES, number>>;

/** What this person may open; the same table that the pages themselves ask. */
export async function navigationFor(
  viewer: Pick<Viewer, "roles">,
  counts: NavCounts = {},
): Promise<NavSection[]> {
  const t = await getTranslations("app.nav");
  return SECTIONS.map((section) => ({
    key: section.key,
    label: t(section.key),
    items: section.entries
      .filter((entry) => {
        const access = PAGES[entry.href];
        return access !== "public" && access !== "session" && can(viewer, access);
      })
      .map((entry) => ({
        href: entry.href,
        label: t(entry.label),
        icon: <Icon name={entry.icon} className="size-4.5" />,
        exact: entry.exact,
        count: counts[entry.href] || undefined,
      })),
  })).filter((section) => section.items.length > 0);
}
