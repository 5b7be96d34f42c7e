import { describe, expect, it } from "vitest";
import { correctionRefusal, factsBefore, type PostFacts, seenOf } from "@/lib/roster/posts/rules";

const today = "2026-11-30";
const former = {
  cadreId: "one",
  title: "科员",
  level: "科员级",
  tier: "STAFF",
  startsOn: "2020-01-01",
  endsOn: "2022-12-31",
} as const satisfies PostFacts & { cadreId: string };
const present = { ...former, endsOn: null };
const admin = { cadreId: null };

describe("correctionRefusal", () => {
  it("lets days, title, level and tier of a post be put right", () => {
    expect(correctionRefusal(former, { ...former, endsOn: "2023-01-31" }, admin, today)).toBeNull();
    expect(
      correctionRefusal(present, { ...present, startsOn: "2020-02-01", title: "副主任" }, admin, today),
    ).toBeNull();
  });

  it("ends no post that is held, and opens none that has ended by its day", () => {
    const why = (wanted: PostFacts, post = present as PostFacts & { cadreId: string }) =>
      correctionRefusal(post, wanted, admin, today)?.refused;
    expect(why({ ...present, endsOn: "2026-10-31" })).toBe("roster.reason.postStaysOpen");
    expect(why({ ...former, endsOn: "2019-12-31" }, former)).toBe("roster.reason.postEndsFirst");
    expect(why({ ...present })).toBe("roster.reason.postUnchanged");
  });

  it("is done by somebody else for one's own posts", () => {
    expect(correctionRefusal(former, { ...former, title: "主任" }, { cadreId: "one" }, today)?.refused).toBe(
      "roster.reason.ownPost",
    );
  });
});

describe("factsBefore", () => {
  it("gives what a correction changed as it stood, and the rest as it stands", () => {
    expect(factsBefore(former, { title: "办事员", starts_on: "2019-07-01" })).toMatchObject({
      title: "办事员",
      startsOn: "2019-07-01",
      endsOn: "2022-12-31",
      level: "科员级",
    });
    expect(factsBefore(former, { ends_on: null }).endsOn).toBeNull();
    expect(factsBefore(former, { tier: "nobody" }).tier).toBe("STAFF");
  });

  it("tells two states of a post apart", () => {
    expect(seenOf(former)).not.toBe(seenOf(present));
  });
});
