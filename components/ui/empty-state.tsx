import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon";

type Props = {
  title: ReactNode;
  /** What to do next, in a sentence. */
  children?: ReactNode;
  actions?: ReactNode;
  icon?: IconName;
  /** It is the whole page: its title is the page's heading. */
  isPage?: boolean;
};

export function EmptyState({ title, children, actions, icon = "file", isPage }: Props) {
  const Title = isPage ? "h1" : "p";
  return (
    <div className="flex flex-col items-center gap-2 px-6 py-10 text-center">
      <Icon name={icon} className="size-8 text-ink-hint" strokeWidth={1} />
      <Title className="text-lg font-medium">{title}</Title>
      {children && <div className="max-w-[46ch] text-ink-soft">{children}</div>}
      {actions && <div className="mt-2 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
