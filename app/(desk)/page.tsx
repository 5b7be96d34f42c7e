import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import { PageHeader } from "@/components/ui/page-header";
import { cityDay } from "@/lib/platform/clock";
import { pageViewer } from "@/lib/platform/request";
import { AdminDesk } from "./_components/admin-desk";
import { CadreDesk } from "./_components/cadre-desk";
import { LeaderDesk } from "./_components/leader-desk";
import { LiaisonDesk } from "./_components/liaison-desk";
import { ObserverDesk } from "./_components/observer-desk";
import { ReviewerDesk } from "./_components/reviewer-desk";

/** In the order of a working day: one's own visits first, then what others wait for. */
const DESKS = [
  { role: "OBSERVER", Desk: ObserverDesk },
  { role: "REVIEWER", Desk: ReviewerDesk },
  { role: "LEADER", Desk: LeaderDesk },
  { role: "ADMIN", Desk: AdminDesk },
  { role: "LIAISON", Desk: LiaisonDesk },
  { role: "CADRE", Desk: CadreDesk },
] as const;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("home.title");
  return { title: t("page") };
}

export default async function HomePage() {
  const viewer = await pageViewer("home.open");
  const t = await getTranslations("home");
  const words = await getTranslations("app.status");
  const dates = await cityDates();
  const today = cityDay(new Date());
  const desks = DESKS.filter(({ role }) => viewer.roles.includes(role));
  return (
    <>
      <PageHeader title={t("title.greeting", { name: viewer.name })} subtitle={dates.weekday(today)} />
      {desks.map(({ role, Desk }) =>
        desks.length === 1 ? (
          <Desk key={role} viewer={viewer} today={today} level={2} />
        ) : (
          <section key={role} aria-labelledby={`desk-${role}`} className="mb-8">
            <h2 id={`desk-${role}`} className="mb-2.5 border-b border-line-strong pb-1 text-lg font-semibold">
              {words(role)}
            </h2>
            <Desk viewer={viewer} today={today} level={3} />
          </section>
        ),
      )}
    </>
  );
}
