import type { Tier } from "@/lib/cadres/schema";
import type { Day } from "@/lib/platform/clock";
import { type Refusal, refuse } from "@/lib/platform/result";

export type PostFacts = { title: string; level: string; tier: Tier; startsOn: Day; endsOn: Day | null };

export type PostReason =
  | "roster.reason.postUnchanged"
  | "roster.reason.postEndsFirst"
  | "roster.reason.postStaysOpen"
  | "roster.reason.ownPost";

/** What a form showed of a post, to be compared with what stands there when it is sent. */
export const seenOf = ({ title, level, tier, startsOn, endsOn }: PostFacts): string =>
  [startsOn, endsOn ?? "", tier, level, title].join("|");

/**
 * A correction says what was true all along. Whether somebody leaves or moves is no correction: that is told by an
 * import or a change for many, which end a post and begin another, so an open post stays open here.
 */
export function correctionRefusal(
  post: PostFacts & { cadreId: string },
  wanted: PostFacts,
  by: { cadreId: string | null },
  today: Day,
): Refusal<PostReason> | null {
  if (post.cadreId === by.cadreId) return refuse("roster.reason.ownPost");
  if (seenOf(post) === seenOf(wanted)) return refuse("roster.reason.postUnchanged");
  if (wanted.endsOn !== null && wanted.endsOn < wanted.startsOn) return refuse("roster.reason.postEndsFirst");
  const isOpen = post.endsOn === null || post.endsOn >= today;
  return isOpen && wanted.endsOn !== post.endsOn ? refuse("roster.reason.postStaysOpen") : null;
}

/** The facts of a post as they stood before a correction; what it did not touch is as it is now. */
export function factsBefore(post: PostFacts, before: Record<string, unknown>): PostFacts {
  const text = (key: string, now: string): string => (typeof before[key] === "string" ? before[key] : now);
  const tier = (["TEAM", "MIDDLE", "STAFF"] as const).find((one) => one === before.tier);
  return {
    title: text("title", post.title),
    level: text("level", post.level),
    tier: tier ?? post.tier,
    startsOn: text("starts_on", post.startsOn),
    endsOn: "ends_on" in before ? text("ends_on", "") || null : post.endsOn,
  };
}
