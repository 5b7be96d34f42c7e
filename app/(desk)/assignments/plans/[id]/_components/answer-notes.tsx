import { getTranslations } from "next-intl/server";
import { Notice } from "@/components/ui/notice";
import type { Plan } from "@/lib/assignments/plans/queries";
import type { Broken, Demand, Roster } from "@/lib/assignments/plans/rules";
import type { PlanAnswer } from "@/lib/assignments/plans/solve/rules";
import { about, type Names, namesOf } from "./names";

type Props = { plan: Plan; roster: Roster; broken: readonly Broken[] };

/** What the solver said, and which rules the plan breaks as it stands. */
export async function AnswerNotes({ plan, roster, broken }: Props) {
  const t = await getTranslations("plans");
  const names = namesOf(roster);
  const { answer } = plan;
  return (
    <div className="mb-4 flex flex-col gap-3 empty:hidden">
      {answer?.kind === "impossible" && (
        <Impossible answer={answer} names={names} isFourth={plan.settings.most >= plan.limits.unitsMost} />
      )}
      {answer?.kind === "nothing" && <Notice kind="caution">{t("status.nothing")}</Notice>}
      {answer?.kind === "plan" && (
        <p className="text-ink-soft">
          {[
            proof(t, answer),
            // a plan that came with the demo was solved by nobody who waited
            ...(answer.tookMs > 0 ? [t("hint.took", { seconds: (answer.tookMs / 1000).toFixed(1) })] : []),
            changes(t, answer),
          ].join(" · ")}
        </p>
      )}
      {broken.length > 0 && (
        <Notice kind="error" title={t("title.broken", { count: broken.length })}>
          <BrokenList broken={broken} names={names} />
        </Notice>
      )}
    </div>
  );
}

type Words = Awaited<ReturnType<typeof getTranslations<"plans">>>;
type Found = Extract<PlanAnswer, { kind: "plan" }>;

const proof = (t: Words, { isProved, cost, bound }: Found): string =>
  isProved
    ? t("hint.proved")
    : t("hint.gap", {
        gap: `${Math.max(1, Math.ceil((100 * (cost - bound)) / Math.max(1, Math.abs(cost))))}%`,
      });

function changes(t: Words, { fewestChanges, changes }: Found): string {
  const more = changes - fewestChanges;
  return more > 0
    ? t("hint.fewest", { count: fewestChanges, more })
    : t("hint.fewestOnly", { count: fewestChanges });
}

const SHOWN = 12;

async function BrokenList({ broken, names }: { broken: readonly Broken[]; names: Names }) {
  const t = await getTranslations("plans");
  return (
    <ul className="list-inside list-disc">
      {broken.slice(0, SHOWN).map((one) => {
        const text = t(`status.broken.${one.kind}`, about(names, one));
        return <li key={text}>{text}</li>;
      })}
      {broken.length > SHOWN && <li>{t("hint.more", { count: broken.length - SHOWN })}</li>}
    </ul>
  );
}

async function Impossible({
  answer,
  names,
  isFourth,
}: {
  /** one more would be one too many for the office's limit */
  isFourth: boolean;
  answer: Extract<PlanAnswer, { kind: "impossible" }>;
  names: Names;
}) {
  const t = await getTranslations("plans");
  const ways = answer.ways.filter(({ demands }) => demands !== null && demands.length > 0);
  const closed = answer.ways.filter(({ demands }) => demands === null);
  return (
    <Notice kind="error" title={t("title.blocked")}>
      <p className="mt-1 font-medium">{t("title.blocks")}</p>
      <DemandList demands={answer.blocks} names={names} />
      <p className="mt-2 font-medium">{t("title.giveUp")}</p>
      <DemandList demands={answer.giveUp} names={names} />
      <p className="mt-2 font-medium">{t("title.ways")}</p>
      <ul className="list-inside list-disc">
        {ways.map(({ kind, demands }) => (
          <li key={kind}>
            {t("hint.way", { kind: t(`status.kind.${kind}`), names: named(t, demands ?? [], names) })}
            {kind === "most" && isFourth && <span className="text-ink-soft"> {t("hint.needMost")}</span>}
          </li>
        ))}
        {closed.length > 0 && (
          <li>
            {t("hint.wayNone", {
              kind: closed.map(({ kind }) => t(`status.kind.${kind}`)).join(t("hint.list")),
            })}
          </li>
        )}
      </ul>
    </Notice>
  );
}

const text = (t: Words, demand: Demand, names: Names): string =>
  t(`status.demand.${demand.kind}`, about(names, demand));

function named(t: Words, demands: readonly Demand[], names: Names): string {
  const shown = demands.slice(0, 4).map((demand) => text(t, demand, names));
  return demands.length > shown.length
    ? `${shown.join(t("hint.list"))} ${t("hint.blocksMore", { count: demands.length })}`
    : shown.join(t("hint.list"));
}

/** Many of one kind are one line with their number: a hundred names explain nothing. */
async function DemandList({ demands, names }: { demands: readonly Demand[]; names: Names }) {
  const t = await getTranslations("plans");
  const kinds = [...new Set(demands.map(({ kind }) => kind))];
  return (
    <ul className="list-inside list-disc">
      {kinds.map((kind) => (
        <li key={kind}>
          {t("hint.kindOf", {
            kind: t(`status.kind.${kind}`),
            count: demands.filter((one) => one.kind === kind).length,
            names: named(
              t,
              demands.filter((one) => one.kind === kind),
              names,
            ),
          })}
        </li>
      ))}
    </ul>
  );
}
