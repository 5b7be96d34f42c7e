import { getTranslations } from "next-intl/server";
import { closedIn, type Shown } from "./shown";

/** The number of members is true for everybody; who is recused from one of them reads that one is left out below. */
export async function ClosedNote({ team, className = "mt-3" }: Pick<Shown, "team"> & { className?: string }) {
  const count = closedIn(team, team.id);
  if (count === 0) return null;
  const t = await getTranslations("teams");
  return <p className={`text-sm text-ink-hint ${className}`}>{t("hint.closedMembers", { count })}</p>;
}
