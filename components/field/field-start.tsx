"use client";

import { useEffect } from "react";

/** After the page is there: what the phone needs for the next time without a network. */
export function FieldStart() {
  useEffect(() => {
    const start = () => void import("@/components/offline/start-field").then((piece) => piece.startField());
    if (document.readyState === "complete") start();
    else window.addEventListener("load", start, { once: true });
    return () => window.removeEventListener("load", start);
  }, []);
  return null;
}
