"use client";

import { Menu as Base } from "@base-ui/react/menu";
import Link from "next/link";
import { type ReactElement, type ReactNode, useRef, useState } from "react";
import { cx } from "./cx";
import { Icon, type IconName } from "./icon";

export type MenuEntry = {
  key: string;
  label: ReactNode;
  icon?: IconName;
  /** A second line: why it is not possible now, what it does. */
  note?: ReactNode;
  danger?: boolean;
  disabled?: boolean;
} & ({ href: string; onSelect?: never } | { onSelect: () => void; href?: never });

type Props = {
  trigger: ReactElement<Record<string, unknown>>;
  items: MenuEntry[];
  align?: "start" | "end";
};

const ITEM =
  "flex min-h-8.5 cursor-default items-center gap-2.5 rounded-sm px-2.5 py-1 outline-none select-none data-disabled:text-ink-hint data-highlighted:bg-accent-soft pointer-coarse:min-h-11";

export function Menu({ trigger, items, align = "end" }: Props) {
  // The list belongs to the landmark of its button: at the end of the body screen readers find it nowhere.
  const button = useRef<HTMLButtonElement>(null);
  const [landmark, setLandmark] = useState<HTMLElement | null>(null);
  return (
    <Base.Root
      onOpenChange={(open) => {
        if (open)
          setLandmark(button.current?.closest<HTMLElement>("[role=dialog], main, header, nav") ?? null);
      }}
    >
      <Base.Trigger ref={button} render={trigger} />
      <Base.Portal container={landmark ?? undefined}>
        <Base.Positioner className="z-50 outline-none" sideOffset={4} align={align}>
          <Base.Popup className="max-w-[20rem] min-w-[11rem] rounded-md border border-line-strong bg-surface p-1 shadow-float">
            {items.map((item) => (
              <MenuRow key={item.key} item={item} />
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function MenuRow({ item }: { item: MenuEntry }) {
  const look = cx(ITEM, item.danger && "text-attention");
  const body = (
    <>
      {item.icon && <Icon name={item.icon} className="size-4 text-current opacity-80" />}
      <span>
        {item.label}
        {item.note && <span className="block text-sm text-ink-hint">{item.note}</span>}
      </span>
    </>
  );
  if (item.href !== undefined) {
    return (
      <Base.LinkItem className={look} closeOnClick render={<Link prefetch={false} href={item.href} />}>
        {body}
      </Base.LinkItem>
    );
  }
  return (
    <Base.Item className={look} disabled={item.disabled} onClick={item.onSelect}>
      {body}
    </Base.Item>
  );
}
