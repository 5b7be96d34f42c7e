/** 任前公示 as it is put up: who, from which post to which, for how long, and where an objection goes. */
import type { Day } from "@/lib/platform/clock";
import type { Gongwen } from "@/lib/platform/gongwen";
import type { Marks } from "@/lib/platform/marks";
import type { NoticeMaterial } from "../queries";

type Say = (key: string, values?: Record<string, string | number>) => string;

/** `say`: messages/<locale>/reviews */
export function noticePaper(
  notice: NoticeMaterial,
  by: { name: string; on: Day; trace: string },
  say: Say,
  m: Marks,
): Gongwen {
  return {
    title: say("hint.paper.notice.title"),
    blocks: [
      { kind: "text", runs: [notice.number] },
      { kind: "text", runs: [say("hint.paper.notice.opening")] },
      ...notice.people.map((one) => ({
        kind: "text" as const,
        runs: [
          `${[
            one.name,
            one.gender,
            one.ethnicity,
            say("hint.paper.notice.born", { month: one.bornOn.slice(0, 7).replace("-", ".") }),
            one.education,
            one.isMember ? say("hint.paper.notice.member") : "",
            one.nowPost ? say("hint.paper.notice.now", { post: one.nowPost }) : "",
            say("hint.paper.notice.next", { post: one.newPost }),
          ]
            .filter(Boolean)
            .join(m.comma)}${m.stop}`,
        ],
      })),
      {
        kind: "text",
        runs: [say("hint.paper.notice.period", { from: notice.startsOn, to: notice.endsOn })],
      },
      { kind: "text", runs: [say("hint.paper.notice.contact", { contact: notice.contact })] },
    ],
    // it hangs on a wall: nothing of who took it out of the system stands across it
    footer: say("hint.paper.notice.footer", { day: by.on, trace: by.trace }),
  };
}
