"use client";

import { useEffect, useRef } from "react";

/** The box in the heading: ticks all of the page, and stands between where some are ticked. */
export function TickAll({ name, label }: { name: string; label: string }) {
  const ref = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const all = ref.current;
    const form = all?.form;
    if (!all || !form) return;
    const boxes = () => [
      ...form.querySelectorAll<HTMLInputElement>(`tbody input[name="${CSS.escape(name)}"]`),
    ];
    const follow = () => {
      const ticked = boxes().filter(({ checked }) => checked).length;
      all.checked = ticked > 0 && ticked === boxes().length;
      all.indeterminate = ticked > 0 && !all.checked;
    };
    const onChange = (event: Event) => {
      if (event.target === all) for (const box of boxes()) box.checked = all.checked;
      follow();
      // whoever counts what is ticked
      form.dispatchEvent(new CustomEvent("ticked"));
    };
    form.addEventListener("change", onChange);
    follow();
    return () => form.removeEventListener("change", onChange);
  }, [name]);
  return <input ref={ref} type="checkbox" aria-label={label} />;
}
