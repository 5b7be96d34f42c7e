import type { ReactNode } from "react";
import { cx } from "./cx";

/** The language in which people write here and reports speak, whatever the page around them is in (WCAG 3.1.2). */
export const OFFICE_LANGUAGE = "zh-CN";

type Props = { as?: "p" | "span" | "dd" | "div" | "h3"; className?: string; children: ReactNode };

/** What somebody wrote, line by line as it was written. A name alone needs none of this. */
export function Written({ as: Tag = "p", className, children }: Props) {
  return (
    <Tag lang={OFFICE_LANGUAGE} className={cx("break-words whitespace-pre-wrap", className)}>
      {children}
    </Tag>
  );
}
