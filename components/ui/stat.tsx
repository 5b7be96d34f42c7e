import Link from "next/link";
import type { ReactNode } from "react";
import type { Tone } from "./badge";
import { cx } from "./cx";
import { Icon, type IconName } from "./icon";

type Props = {
  label: ReactNode;
  value: ReactNode;
  unit?: ReactNode;
  /** The records behind the number: every number opens them. */
  href?: string;
  /** A line below: the period, the comparison, what is missing. */
  note?: ReactNode;
  tone?: Tone;
  icon?: IconName;
};

const RULES: Record<Tone, string> = {
  neutral: "border-l-line-strong",
  info: "border-l-info",
  positive: "border-l-positive",
  caution: "border-l-caution",
  attention: "border-l-attention",
};

export function Stat({ label, value, unit, href, note, tone = "neutral", icon }: Props) {
  const body = (
    <>
      <span className="flex items-center gap-1.5 text-sm text-ink-soft">
        {icon && <Icon name={icon} />}
        {label}
      </span>
      <span className="flex items-baseline gap-1">
        <span className="text-2xl font-semibold">{value}</span>
        {unit && <span className="text-sm text-ink-soft">{unit}</span>}
        {href && <Icon name="chevronRight" className="ml-auto size-4 self-center text-ink-hint" />}
      </span>
      {note && <span className="text-sm text-ink-hint">{note}</span>}
    </>
  );
  const look = cx(
    "flex min-w-0 flex-col gap-0.5 rounded-lg border border-l-3 border-line-strong bg-surface px-3.5 py-2.5",
    RULES[tone],
  );
  return href ? (
    <Link prefetch={false} href={href} className={cx(look, "hover:bg-accent-soft")}>
      {body}
    </Link>
  ) : (
    <div className={look}>{body}</div>
  );
}

/** Stats in a row that wraps. */
export function StatRow({ children }: { children: ReactNode }) {
  return (
    <div className="mb-4 grid grid-cols-[repeat(auto-fit,minmax(9.5rem,1fr))] gap-3 max-sm:grid-cols-2">
      {children}
    </div>
  );
}
