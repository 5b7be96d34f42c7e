import Link from "next/link";
import { Fragment } from "react";
import { marks } from "@/components/punctuation/marks";
import { Stat, StatRow } from "@/components/ui/stat";
import type { HeadCounts } from "@/lib/assignments/board/rules";
import type { BoardFilter } from "@/lib/assignments/schema";
import { wholeBoard } from "./address";
import { words } from "./words";

const NAMED_GAPS = 12;

type Props = { counts: HeadCounts; filter: BoardFilter };

/** 95/95, or the names of the gaps: a link each. */
export async function CoveredLine({ counts, filter }: Props) {
  const t = await words();
  const m = await marks();
  const { covered, units, gaps } = counts;
  if (gaps.length === 0) return t("hint.allCovered", { covered, units });
  return (
    <>
      <strong className="font-semibold text-attention">{t("hint.gaps", { covered, units })}</strong>{" "}
      {gaps.slice(0, NAMED_GAPS).map((gap, index) => (
        <Fragment key={gap.id}>
          {index > 0 && m.list}
          <Link
            prefetch={false}
            href={wholeBoard(filter, { warning: "uncovered", unit: gap.id })}
            className="text-accent underline underline-offset-3"
          >
            {gap.name}
          </Link>
        </Fragment>
      ))}
      {gaps.length > NAMED_GAPS && (
        <Link
          prefetch={false}
          href={wholeBoard(filter, { warning: "uncovered" })}
          className="ml-1 text-accent underline underline-offset-3"
        >
          {t("hint.gapsMore", { count: gaps.length })}
        </Link>
      )}
    </>
  );
}

export async function CountRow({ counts, filter, showsRecusals }: Props & { showsRecusals: boolean }) {
  const t = await words();
  const { loads } = counts;
  const people = (load?: BoardFilter["load"]) => wholeBoard(filter, { view: "observers", load });
  const flagged = (count: number, tone: "caution" | "attention") => (count > 0 ? tone : "neutral");
  return (
    <StatRow>
      <Stat
        label={t("status.observers")}
        value={counts.observers}
        unit={t("status.people", { count: counts.observers })}
        href={people()}
      />
      <Stat
        label={t("status.two")}
        value={loads.two}
        unit={t("status.people", { count: loads.two })}
        href={people("two")}
      />
      <Stat
        label={t("status.three")}
        value={loads.three}
        unit={t("status.people", { count: loads.three })}
        href={people("three")}
      />
      <Stat
        label={t("status.below")}
        value={loads.below}
        unit={t("status.people", { count: loads.below })}
        href={people("below")}
        tone={flagged(loads.below, "caution")}
      />
      {loads.over > 0 && (
        <Stat
          label={t("status.over")}
          value={loads.over}
          unit={t("status.people", { count: loads.over })}
          href={people("over")}
          tone="attention"
        />
      )}
      <Stat
        label={t("status.rotation")}
        value={counts.rotation}
        unit={t("status.units", { count: counts.rotation })}
        href={wholeBoard(filter, { warning: "rotation" })}
        tone={flagged(counts.rotation, "caution")}
      />
      {showsRecusals && (
        <Stat
          label={t("status.recusal")}
          value={counts.recusal}
          unit={t("status.units", { count: counts.recusal })}
          href={wholeBoard(filter, { warning: "recusal" })}
          tone={flagged(counts.recusal, "attention")}
        />
      )}
    </StatRow>
  );
}
