"use client";

import { useEffect } from "react";
import { hasSingleKeys } from "./single-keys";

const LIST = "[data-keys]";
const TYPED = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

/**
 * The page's list by keyboard: j and k (arrows once the list has the focus) go from row to row, Enter opens by itself
 * because the row's link has the focus, x ticks, / goes to the filter. Where somebody types, keys are letters.
 */
export function TableKeys() {
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
      if (!(event.target instanceof Element) || event.target.closest(TYPED)) return;
      if (document.querySelector("dialog[open]")) return;
      const list = document.querySelector(LIST);
      if (list && act(list, event.key, event.target)) event.preventDefault();
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return null;
}

function act(list: Element, key: string, target: Element): boolean {
  if (key.length === 1 && !hasSingleKeys()) return false;
  if (key === "/")
    return focusOn(
      document.querySelector(
        "main search :is([type=search], select, input:not([type=hidden], [type=checkbox]))",
      ),
    );
  const rows = [...list.querySelectorAll("tbody tr")];
  const at = rows.findIndex((row) => row.contains(target));
  if (key === "x") {
    const box = rows[at]?.querySelector<HTMLInputElement>("th > input[type=checkbox]");
    box?.click();
    return box !== null && box !== undefined;
  }
  const isIn = list.contains(target);
  const step =
    key === "j" || (isIn && key === "ArrowDown") ? 1 : key === "k" || (isIn && key === "ArrowUp") ? -1 : 0;
  if (step === 0) return false;
  const next = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step];
  return focusOn(next?.querySelector("th .row-link") ?? next?.querySelector("th > input") ?? null);
}

function focusOn(element: Element | null): boolean {
  if (!(element instanceof HTMLElement)) return false;
  element.focus();
  element.scrollIntoView({ block: "nearest" });
  return true;
}
