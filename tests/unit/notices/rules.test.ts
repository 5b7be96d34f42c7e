import { describe, expect, it } from "vitest";
import { isOutOfSight, type Notice, noticeHref } from "@/lib/notices/rules";
import { NOTICE_KINDS } from "@/lib/notices/schema";

const blank: Notice = {
  id: "n",
  kind: "RETURNED",
  createdAt: "2026-11-24T00:00:00.000Z",
  isRead: false,
  day: null,
  unitId: null,
  unitName: null,
  record: null,
  followUp: null,
  handover: null,
  claim: null,
  task: null,
  transferId: null,
  reviewId: null,
  matter: null,
  tolerance: null,
  concern: null,
  correction: null,
  meeting: null,
};
const record = {
  id: "r",
  startedOn: "2026-11-01",
  methodName: "现场调研",
  methodNameEn: "Site survey",
  observerName: "甲",
  reason: null,
  isRewritten: false,
};
const whole: Notice = {
  ...blank,
  unitId: "u",
  unitName: "赤岸镇",
  record,
  followUp: { id: "f", title: "回访", isDone: false, dueOn: null, otherName: null },
  claim: { id: "a", claim: "堆场建成", state: "WAITING", fellBy: "@withdrawn" },
  handover: { id: "h", occurredOn: "2026-11-01", authorName: "乙", state: "WAITING" },
  task: { id: "k", name: "征迁专班" },
  transferId: "s",
  reviewId: "v",
  tolerance: { id: "t", number: "RC-2026-0001" },
  matter: null,
  concern: { id: "c" },
  correction: { id: "q" },
  meeting: { id: "m", title: "堆场协调会", startsAt: null, step: "CONVENED", reason: "" },
};
const mine = { unitIds: ["u"] };
/** A case stands beside nothing else: its follow-ups open there. */
const of = (kind: Notice["kind"]): Notice =>
  kind.startsWith("CASE")
    ? { ...whole, kind, matter: { id: "x", number: "SX-2026-0001", title: "堆场" } }
    : { ...whole, kind };

describe("noticeHref", () => {
  it("opens what each kind is about, in the desk and on the phone", () => {
    const hrefs = NOTICE_KINDS.map((kind) => [
      noticeHref(of(kind), "desk", mine),
      noticeHref(of(kind), "phone", mine),
    ]);
    expect(hrefs).toEqual([
      ["/observations/r", "/observations/r"],
      ["/units/u", "/field/units/u"],
      ["/units/u", "/field/units/u"],
      ["/central-tasks/k", "/central-tasks/k"],
      ["/observations/r", "/observations/r"],
      ["/handovers?id=h", "/handovers?id=h"],
      ["/handovers?id=h", "/handovers?id=h"],
      ["/observations/follow-ups", "/field/units/u#follow-ups"],
      ["/observations/follow-ups", "/field/units/u#follow-ups"],
      ["/achievements/a", "/achievements/a"],
      ["/achievements/a", "/achievements/a"],
      ["/achievements/a", "/achievements/a"],
      ["/achievements/a", "/achievements/a"],
      ["/complaints", "/complaints"],
      ["/concerns/c", "/concerns/c"],
      ["/corrections/q", "/corrections/q"],
      ["/corrections/q", "/corrections/q"],
      ...Array.from({ length: 6 }, () => ["/cases/x", "/cases/x"]),
      ...Array.from({ length: 6 }, () => ["/meetings/m", "/meetings/m"]),
      ...Array.from({ length: 7 }, () => ["/tolerance/t", "/tolerance/t"]),
      ["/recusals", "/recusals"],
      ["/recusals", "/recusals"],
      ["/recusals/review", "/recusals/review"],
      ...Array.from({ length: 4 }, () => ["/transfers/s", "/transfers/s"]),
      ["/reviews/v", "/reviews/v"],
      ["/reviews/outcomes", "/reviews/outcomes"],
      ["/assignments/plans", "/assignments/plans"],
      ["/accounts/exceptions", "/accounts/exceptions"],
      ["/units/u", "/field/units/u"],
    ]);
  });
  it("leaves the phone's unit page to those who hold the unit", () => {
    expect(noticeHref({ ...whole, kind: "UNIT_ENDED" }, "phone", { unitIds: [] })).toBe("/units/u");
    expect(noticeHref({ ...whole, kind: "FOLLOW_UP_DUE" }, "phone", { unitIds: [] })).toBe(
      "/observations/follow-ups",
    );
  });
  it("opens nothing that the reader may no longer see", () => {
    // one's own complaint stays in sight, and one's own declaration; of what waits nothing else is said
    const own: Notice["kind"][] = [
      "COMPLAINT_ANSWERED",
      "RECUSAL_ASKED",
      "RECUSAL_RETURNED",
      "PLAN_PROPOSED",
      "EXCEPTION_ASKED",
    ];
    for (const kind of NOTICE_KINDS.filter((one) => !own.includes(one))) {
      expect(isOutOfSight({ ...blank, kind })).toBe(true);
      expect(noticeHref({ ...blank, kind }, "desk", mine)).toBeNull();
    }
  });
});
