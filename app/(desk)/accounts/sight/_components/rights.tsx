import { getTranslations } from "next-intl/server";
import { ADMINISTRATOR_ROLES, can, RIGHTS, type Right, type Role } from "@/lib/platform/rights";

const isRight = (key: string): key is Right => key in RIGHTS;

/** Every right that one of the roles brings, in words; self-evident ones (own password) stay out. */
export async function Rights({ roles }: { roles: Role[] }) {
  const t = await getTranslations("sight");
  const held = Object.keys(RIGHTS)
    .filter(isRight)
    .filter((right) => right !== "self.settle" && can({ roles }, right));
  if (held.length === 0) return <p className="text-ink-hint">{t("empty.rights")}</p>;
  return (
    <ul className="grid list-disc gap-x-6 gap-y-1 pl-5 md:grid-cols-2">
      {held.map((right) => {
        const [domain, deed] = right.split(".");
        const key = `status.right.${domain}.${deed}`;
        // a right that came lately is named by its code until it has a word
        return <li key={right}>{t.has(key) ? t(key) : right}</li>;
      })}
    </ul>
  );
}

const LIMITS = [
  "administrator",
  "remark",
  "clearance",
  "self",
  "recused",
  "draftReports",
  "units",
  "ownUnit",
  "ownFile",
  "noContent",
] as const;
type Limit = (typeof LIMITS)[number];

/** What stays shut whatever the pages: the policies of the database, in words. */
export function limitsOf({
  roles,
  clearance,
  hasCadre,
}: {
  roles: Role[];
  clearance: number;
  hasCadre: boolean;
}): Limit[] {
  const has = (...some: Role[]) => some.some((role) => roles.includes(role));
  const applies: Record<Limit, boolean> = {
    administrator: roles.some((role) => ADMINISTRATOR_ROLES.includes(role)),
    remark: !has("REVIEWER"),
    clearance: clearance < 3,
    self: hasCadre,
    // of candidates in a review from which they stand back
    recused: has("REVIEWER", "LEADER"),
    draftReports: has("LEADER") && !has("REVIEWER"),
    units: has("OBSERVER") && !has("REVIEWER", "LEADER"),
    ownUnit: has("LIAISON"),
    ownFile: has("CADRE"),
    noContent: has("ADMIN") && !has("OBSERVER", "REVIEWER", "LEADER"),
  };
  return LIMITS.filter((limit) => applies[limit]);
}
