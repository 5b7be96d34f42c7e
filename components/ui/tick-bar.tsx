"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";

type Props = {
  /** of the boxes in the table */
  name: string;
  /** "已选 {count} 人" */
  chosen: string;
  /** "符合条件的全部 128 人"; sends `all=1` with the filter that the form holds. Works without script. */
  all?: string;
  label: string;
  children: ReactNode;
};

/** What can be done with the ticked rows of the form around it. Buttons inside say where they go by `formAction`. */
export function TickBar({ name, chosen, all, label, children }: Props) {
  const ref = useRef<HTMLDivElement>(null);
  const [count, setCount] = useState(0);
  useEffect(() => {
    const form = ref.current?.closest("form");
    if (!form) return;
    const recount = () =>
      setCount(form.querySelectorAll(`tbody input[name="${CSS.escape(name)}"]:checked`).length);
    form.addEventListener("change", recount);
    form.addEventListener("ticked", recount);
    recount();
    return () => {
      form.removeEventListener("change", recount);
      form.removeEventListener("ticked", recount);
    };
  }, [name]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of buttons and a box, no set of fields
    <div
      ref={ref}
      role="group"
      aria-label={label}
      className="no-print mt-2 flex flex-wrap items-center gap-3 rounded-lg border border-line bg-paper-deep/60 px-3 py-2"
    >
      <span role="status" className="text-sm text-ink-soft">
        {chosen.replace("{count}", String(count))}
      </span>
      {all && (
        <label className="flex items-center gap-2 text-sm">
          <input type="checkbox" name="all" value="1" />
          {all}
        </label>
      )}
      <div className="flex flex-wrap gap-2">{children}</div>
    </div>
  );
}
