import type { ReactNode } from "react";
import { cx } from "./cx";
import { Icon, type IconName } from "./icon";

export type Tone = "neutral" | "info" | "positive" | "caution" | "attention";

const TONES: Record<Tone, string> = {
  neutral: "border-line-strong bg-paper-deep text-ink-soft",
  info: "border-info-line bg-info-soft text-info",
  positive: "border-positive-line bg-positive-soft text-positive",
  caution: "border-caution-line bg-caution-soft text-caution",
  attention: "border-attention-line bg-attention-soft text-attention",
};

/** Each tone has a sign of its own: colour is never the only mark of a status. */
const TONE_ICONS: Record<Tone, IconName> = {
  neutral: "clock",
  info: "info",
  positive: "checkCircle",
  caution: "warning",
  attention: "error",
};

type Props = {
  tone?: Tone;
  /** `true` takes the tone's own icon. Status badges always carry one; plain tags need none. */
  icon?: IconName | true;
  children: ReactNode;
  title?: string;
};

export function Badge({ tone = "neutral", icon, children, title }: Props) {
  const name = icon === true ? TONE_ICONS[tone] : icon;
  return (
    <span
      title={title}
      className={cx(
        "print-color inline-flex max-w-full items-center gap-1 rounded-sm border px-1.5 text-sm leading-[1.375rem] whitespace-nowrap",
        TONES[tone],
      )}
    >
      {name && <Icon name={name} className="size-3.5" />}
      {children}
    </span>
  );
}
