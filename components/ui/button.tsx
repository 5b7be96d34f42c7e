import Link from "next/link";
import type { ButtonHTMLAttributes, ComponentProps, ReactNode, Ref } from "react";
import { cx } from "./cx";
import { Icon, type IconName } from "./icon";

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

type Look = {
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

export type ButtonProps = Look &
  ButtonHTMLAttributes<HTMLButtonElement> & {
    /** Work under way: the button stays focusable, says so, and takes no second press. */
    busy?: boolean;
    ref?: Ref<HTMLButtonElement>;
  };

export function Button({
  variant,
  size,
  icon,
  block,
  busy,
  type = "button",
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      className={buttonClass({ variant, size, block }, cx(busy && "cursor-progress opacity-80", className))}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      {...rest}
    >
      {busy ? <Spinner /> : icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

export type ButtonLinkProps = Look &
  Omit<ComponentProps<typeof Link>, "className"> & { className?: string; children: ReactNode };

export function ButtonLink({ variant, size, icon, block, className, children, ...rest }: ButtonLinkProps) {
  return (
    <Link prefetch={false} className={buttonClass({ variant, size, block }, className)} {...rest}>
      {icon && <Icon name={icon} />}
      {children}
    </Link>
  );
}

/** A square button with an icon only; `label` is its spoken name and its tool tip. */
export function IconButton({
  icon,
  label,
  className,
  ...rest
}: { icon: IconName; label: string } & Omit<ButtonProps, "icon" | "children" | "block">) {
  return (
    <Button
      variant="quiet"
      className={cx("aspect-square px-0", className)}
      aria-label={label}
      title={label}
      {...rest}
    >
      <Icon name={icon} />
    </Button>
  );
}

function Spinner() {
  return (
    <span
      aria-hidden
      className="size-4 animate-spin rounded-full border-2 border-current border-r-transparent motion-reduce:animate-none"
    />
  );
}
