/** 核定 against 实有. A level for which nothing has been set has neither vacancies nor too many. */
import { POST_LEVELS } from "../schema";

export type Gap = { kind: "unset" } | { kind: "full" } | { kind: "vacant" | "over"; count: number };

type Held = { holders: readonly unknown[]; closed: number };
/** 实有: a person who is closed to the viewer is one too. */
export const heldBy = ({ holders, closed }: Held): number => holders.length + closed;

export function gapOf({ posts, ...held }: Held & { posts: number | null }): Gap {
  if (posts === null) return { kind: "unset" };
  const count = posts - heldBy(held);
  if (count === 0) return { kind: "full" };
  return count > 0 ? { kind: "vacant", count } : { kind: "over", count: -count };
}

/** From the highest level to the lowest; one that the list does not know stands at the end. */
export const byLevel = <T extends { level: string }>(rows: readonly T[]): T[] => {
  const place = (level: string) => (POST_LEVELS as readonly string[]).indexOf(level);
  return [...rows].sort((a, b) => place(b.level) - place(a.level) || a.level.localeCompare(b.level));
};
