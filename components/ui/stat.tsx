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
  /** How many records open, where the number is another: a median, a share. */
  figure?: number;
  /** A line below: the period, the comparison, what is missing. */
  note?: ReactNode;
  tone?: Tone;
  icon?: IconName;
};

const VALUES: Record<Tone, string> = {
  neutral: "text-ink",
  info: "text-info",
  positive: "text-positive",
  caution: "text-caution",
  attention: "text-attention",
};

export function Stat({ label, value, unit, href, figure, note, tone = "neutral", icon }: Props) {
  const body = (
    <>
      <span className="flex items-center gap-1.5 text-sm text-ink-soft">
        {icon && <Icon name={icon} />}
        {label}
      </span>
      <span className="flex items-baseline gap-1">
        <span className={cx("text-2xl font-semibold", VALUES[tone])}>{value}</span>
        {unit && <span className="text-sm text-ink-soft">{unit}</span>}
        {href && <Icon name="chevronRight" className="ml-auto size-4 self-center text-ink-hint" />}
      </span>
      {note && <span className="text-sm text-ink-hint">{note}</span>}
    </>
  );
  const look = "flex min-w-0 flex-1 basis-[9.5rem] flex-col gap-0.5 bg-surface px-4 py-3";
  return href ? (
    <Link
      prefetch={false}
      href={href}
      data-figure={figure}
      className={cx(look, "hover:bg-accent-soft focus-visible:z-1")}
    >
      {body}
    </Link>
  ) : (
    <div className={look}>{body}</div>
  );
}

/** Stats side by side on one ruled strip; it wraps. */
export function StatRow({ children }: { children: ReactNode }) {
  return (
    <div className="keep-together mb-4 flex flex-wrap gap-px overflow-hidden rounded-lg border border-line-strong bg-line shadow-raise">
      {children}
    </div>
  );
}
