import type { SourceClass } from "@/lib/methods/rules";

const KEYS = {
  testimony: "testimony",
  direct_observation: "directObservation",
  synthesis: "synthesis",
  survey: "survey",
  document: "document",
  data: "data",
} as const satisfies Record<SourceClass, string>;

/** The key under `status` in messages/<locale>/cadres.json. */
export const sourceKey = (source: SourceClass): (typeof KEYS)[SourceClass] => KEYS[source];
