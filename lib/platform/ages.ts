/** How long something has been there, in three steps that lists and boards share: up to a week, a month, longer. */
import { addDays, type Day, daysBetween } from "./clock";

export const AGES = ["week", "month", "older"] as const;
export type Age = (typeof AGES)[number];

const DAYS = { week: 7, month: 30 } as const;

export function ageOf(since: Day, today: Day): Age {
  const days = daysBetween(since, today);
  if (days <= DAYS.week) return "week";
  return days <= DAYS.month ? "month" : "older";
}

/** First and last day on which something of that age began; null: without a bound. */
export function begunBetween(age: Age, today: Day): { from: Day | null; until: Day | null } {
  const weekAgo = addDays(today, -DAYS.week);
  const monthAgo = addDays(today, -DAYS.month);
  switch (age) {
    case "week":
      return { from: weekAgo, until: null };
    case "month":
      return { from: monthAgo, until: addDays(weekAgo, -1) };
    case "older":
      return { from: null, until: addDays(monthAgo, -1) };
  }
}
