import type { ReactNode } from "react";
import { cx } from "./cx";
import { Icon, type IconName } from "./icon";

export type NoticeKind = "info" | "caution" | "error" | "success";

const KINDS: Record<NoticeKind, { look: string; icon: IconName; sign: string }> = {
  info: { look: "border-info-line bg-info-soft", sign: "text-info", icon: "info" },
  caution: { look: "border-caution-line bg-caution-soft", sign: "text-caution", icon: "warning" },
  error: { look: "border-attention-line bg-attention-soft", sign: "text-attention", icon: "error" },
  success: { look: "border-positive-line bg-positive-soft", sign: "text-positive", icon: "checkCircle" },
};

type Props = {
  kind?: NoticeKind;
  title?: ReactNode;
  /** What happened, what was kept, what to do. */
  children?: ReactNode;
  actions?: ReactNode;
  /** Spoken at once when it appears ("alert") or when there is a pause ("status"). */
  live?: "alert" | "status";
  className?: string;
};

export function Notice({ kind = "info", title, children, actions, live, className }: Props) {
  const { look, sign, icon } = KINDS[kind];
  return (
    <div role={live} className={cx("flex gap-2.5 rounded-md border px-3.5 py-2.5", look, className)}>
      <Icon name={icon} className={cx("mt-[3px] size-4", sign)} />
      <div className="min-w-0 flex-1">
        {title && <p className={cx("font-semibold", sign)}>{title}</p>}
        {children && <div>{children}</div>}
      </div>
      {actions && <div className="no-print flex shrink-0 flex-wrap items-start gap-1.5">{actions}</div>}
    </div>
  );
}
