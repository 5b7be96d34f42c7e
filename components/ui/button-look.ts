/** The look of a button, for links and for pages that ship nothing else of the kit. */
import { cx } from "./cx";
import type { IconName } from "./icon";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";
export type ButtonSize = "sm" | "md" | "lg";

const VARIANTS: Record<ButtonVariant, string> = {
  primary:
    "border-accent bg-accent text-on-accent hover:not-disabled:bg-accent-hover active:not-disabled:bg-accent-deep",
  secondary:
    "border-edge bg-surface text-ink hover:not-disabled:border-accent hover:not-disabled:text-accent active:not-disabled:bg-accent-soft",
  quiet:
    "border-transparent bg-transparent text-accent hover:not-disabled:bg-accent-soft active:not-disabled:bg-accent-soft",
  danger:
    "border-attention bg-surface text-attention hover:not-disabled:bg-attention-soft active:not-disabled:bg-attention-soft",
};

const SIZES: Record<ButtonSize, string> = {
  sm: "min-h-7 px-2.5 text-sm gap-1",
  md: "min-h-8.5 px-3.5 gap-1.5",
  lg: "min-h-11 px-5 text-lg gap-2",
};

export type Look = {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Drawn before the text. */
  icon?: IconName;
  /** Full width, for phones. */
  block?: boolean;
};

export function buttonClass({ variant = "secondary", size = "md", block }: Look, extra?: string): string {
  return cx(
    "inline-flex items-center justify-center rounded-md border font-medium whitespace-nowrap no-underline transition-colors duration-100",
    "pointer-coarse:min-h-11 disabled:border-line-strong disabled:bg-paper-deep disabled:text-ink-soft disabled:cursor-not-allowed",
    VARIANTS[variant],
    SIZES[size],
    block && "w-full",
    extra,
  );
}
