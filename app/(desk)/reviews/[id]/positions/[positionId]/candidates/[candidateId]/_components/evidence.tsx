import { getTranslations } from "next-intl/server";
import { figuresText } from "@/components/achievement/figures";
import { marks } from "@/components/punctuation/marks";
import { Badge } from "@/components/ui/badge";
import { DescriptionList } from "@/components/ui/description-list";
import { Panel } from "@/components/ui/panel";
import { CONTRIBUTIONS } from "@/lib/achievements/schema";
import { ageOn, strengthVerdict } from "@/lib/cadres/rules";
import type { FileConcern } from "@/lib/concerns/queries";
import { frontOf } from "@/lib/reviews/snapshot/rules";
import type { Snapshot } from "@/lib/reviews/snapshot/schema";

type Props = { snapshot: Snapshot; concerns: FileConcern[]; title: string };

/** The evidence, without a sum of it: each line opens what it stands for. */
export async function EvidenceView({ snapshot, concerns, title }: Props) {
  const t = await getTranslations("reviews");
  const m = await marks();
  const a = await getTranslations("achievements");
  const c = await getTranslations("concerns");
  const cadres = await getTranslations("cadres.status");
  const verdict = strengthVerdict(snapshot.strength, snapshot.enough);
  const front = frontOf(snapshot);
  const file = `/cadres/${snapshot.cadre.id}`;
  const word = (contribution: string) => {
    const known = CONTRIBUTIONS.find((one) => one === contribution);
    return known ? a(`status.${known.toLowerCase() as Lowercase<typeof known>}`) : contribution;
  };
  return (
    <Panel title={title} id="evidence">
      <DescriptionList
        items={[
          {
            term: t("field.basics"),
            value: (
              <a href={file} className="text-accent underline">
                {[
                  cadres(snapshot.cadre.gender === "男" ? "male" : "female"),
                  t("hint.age", {
                    age: ageOn(snapshot.cadre.bornOn, snapshot.asOf),
                    month: snapshot.cadre.bornOn.slice(0, 7),
                  }),
                  snapshot.cadre.education,
                ].join(m.gap)}
              </a>
            ),
          },
          {
            term: t("field.strength"),
            value: (
              <>
                <a href={file} className="text-accent underline">
                  {t("hint.strength", snapshot.strength)}
                </a>{" "}
                {verdict.kind !== "enough" && (
                  <Badge tone="caution" icon>
                    {t("status.thin")}
                  </Badge>
                )}
              </>
            ),
          },
          {
            term: t("field.battlefield"),
            value: (
              <a href={file} className="text-accent underline">
                {front.key === "hint.months" ? t(front.key, front.values) : t(front.key, front.values)}
              </a>
            ),
          },
        ]}
      />
      <Part title={t("nav.achievements")} count={snapshot.achievements.length}>
        {snapshot.achievements.map((one) => (
          <li key={one.id} className="py-1">
            <a href={`/achievements/${one.id}`} className="text-accent">
              {one.claim}
            </a>{" "}
            <Badge>{word(one.contribution)}</Badge>
            <p className="text-sm text-ink-soft">
              {[
                `${one.startsOn} – ${one.endsOn}`,
                figuresText(one, { target: a("field.target"), marks: m }),
                one.part,
                one.isMainBattlefield ? one.taskName : null,
              ]
                .filter(Boolean)
                .join(m.gap)}
            </p>
          </li>
        ))}
      </Part>
      <Part title={t("nav.tasks")} count={snapshot.tasks.length}>
        {snapshot.tasks.map((one) => (
          <li key={`${one.id}${one.startsOn}`} className="py-1">
            <a href={`/central-tasks/${one.id}`} className="text-accent">
              {one.name}
            </a>{" "}
            {one.post}
            {m.gap}
            {one.startsOn} – {one.endsOn ?? t("hint.now")}
            {m.gap}
            {t("hint.days", { days: one.battlefieldDays })}
          </li>
        ))}
      </Part>
      <Part title={t("nav.posts")} count={snapshot.posts.length}>
        {snapshot.posts.map((one) => (
          <li key={`${one.startsOn}${one.title}`} className="py-1">
            {one.startsOn} – {one.endsOn ?? t("hint.now")}
            {m.gap}
            <a href={file} className="text-accent underline">
              {one.unitName} {one.title}
            </a>
            {m.open}
            {one.level}
            {m.close}
          </li>
        ))}
      </Part>
      <Part title={t("nav.appraisals")} count={snapshot.appraisals.length}>
        {snapshot.appraisals.map((one) => (
          <li key={one.id} className="py-1">
            {one.quarter
              ? t("hint.yearQuarter", { year: String(one.year), quarter: one.quarter })
              : t("hint.wholeYear", { year: String(one.year) })}
            {m.gap}
            <a href={file} className="text-accent underline">
              {one.grade}
            </a>
            {m.gap}
            <span className="text-sm text-ink-soft">{one.source}</span>
          </li>
        ))}
      </Part>
      <Part title={t("nav.concerns")} count={snapshot.concerns.length}>
        {snapshot.concerns.map((one) => {
          // its words are read where they stand, by whoever may read them today
          const live = concerns.find(({ id }) => id === one.id);
          return (
            <li key={one.id} className="py-1">
              {live ? (
                <a href={`/concerns/${one.id}`} className="text-accent">
                  {live.summary}
                </a>
              ) : (
                t("hint.concernGone")
              )}{" "}
              {one.state === "REMINDED" || one.state === "WATCHING"
                ? c(`status.${one.state === "REMINDED" ? "REMINDED" : "WATCHING"}`)
                : ""}
              {m.gap}
              {one.decidedOn} – {one.expiresOn}
            </li>
          );
        })}
      </Part>
      <Part title={t("nav.tolerance")} count={snapshot.tolerance.length}>
        {snapshot.tolerance.map((one) => (
          <li key={one.id} className="py-1">
            <a href={`/tolerance/${one.id}`} className="text-accent">
              {one.number} {one.title}
            </a>
          </li>
        ))}
      </Part>
    </Panel>
  );
}

function Part({ title, count, children }: { title: string; count: number; children: React.ReactNode }) {
  if (count === 0) return null;
  return (
    <section className="mt-3 border-t border-line pt-2 [dl+&]:mt-1 [dl+&]:border-t-0">
      <h3 className="font-semibold">
        {title} <span className="text-sm font-normal text-ink-hint">{count}</span>
      </h3>
      <ul>{children}</ul>
    </section>
  );
}
