/**
 * The minutes as 公文. What a unit takes away holds nothing of what was observed: what the witness saw stands in the
 * department's copy alone, below the signatures and marked so.
 */

import { wallClock } from "@/lib/liaison/rules";
import { cityDay, type Day } from "@/lib/platform/clock";
import type { Block, Gongwen } from "@/lib/platform/gongwen";
import { marksOf } from "@/lib/platform/marks";
import type { MeetingPage } from "../queries";
import { hasSigned } from "../rules";

type Say = (key: string, values?: Record<string, string | number>) => string;
export type PaperContent = {
  meeting: MeetingPage;
  isEnglish: boolean;
  by: { name: string; on: Day };
};

const text = (said: string): Block => ({ kind: "text", runs: [said] });
const heading = (said: string): Block => ({ kind: "heading", level: 1, text: said });

const dayText = (day: Day, isEnglish: boolean): string => {
  const [year, month, date] = day.split("-").map(Number);
  return isEnglish ? day : `${year}年${month}月${date}日`;
};
const at = (moment: string | Date, isEnglish: boolean): string => {
  const { day, time } = wallClock(new Date(moment));
  return `${dayText(day, isEnglish)}${isEnglish ? " " : ""}${time}`;
};

export function minutesPaper({ meeting, isEnglish, by }: PaperContent, words: Say): Gongwen {
  const say: Say = (key, values) => words(`hint.paper.${key}`, values);
  const m = marksOf(isEnglish);
  const list = (items: readonly string[]) => items.join(m.parts);
  const decisions = meeting.decisions.filter(({ isWithdrawn }) => !isWithdrawn);
  const witnesses = meeting.witnesses.filter(({ isWithdrawn }) => !isWithdrawn);
  const notes = witnesses.flatMap(({ observerName, note }) =>
    note?.text ? [say("innerOf", { name: observerName, note: note.text })] : [],
  );
  const ends = meeting.endsAt ? wallClock(meeting.endsAt).time : "";
  const title = say("title", { title: meeting.title });
  return {
    title,
    blocks: [
      text(
        say("facts", {
          when: meeting.startsAt ? `${at(meeting.startsAt, isEnglish)}—${ends}` : "",
          place: meeting.place,
          chair: meeting.chair || say("noChair"),
          case: [meeting.caseNumber, meeting.caseTitle].filter(Boolean).join(" "),
        }),
      ),
      { kind: "note", text: standing(meeting, isEnglish, say) },
      heading(say("agenda")),
      ...meeting.agenda.map((item, index) => text(`${index + 1}. ${item}`)),
      heading(say("parties")),
      {
        kind: "table",
        widths: [22, 26, 52],
        head: [say("unit"), say("attendees"), say("position")],
        rows: meeting.parties.map((party) => [
          [party.unitName],
          [party.isPresent === false ? say("absent") : party.attendees],
          [party.position],
        ]),
      },
      heading(say("decisions")),
      ...decisions.map((decision, index) =>
        text(
          [
            `${index + 1}. ${ended(decision.text, isEnglish)}`,
            decision.conditions.length > 0
              ? say("conditions", { conditions: list(decision.conditions.map(unended)) })
              : "",
            say("owner", {
              unit: decision.ownerUnitName,
              owner: decision.owner ? `${m.open}${decision.owner}${m.close}` : "",
            }),
            decision.dueOn ? say("due", { day: dayText(decision.dueOn, isEnglish) }) : "",
          ]
            .filter(Boolean)
            .join(isEnglish ? " " : ""),
        ),
      ),
      heading(say("witness")),
      text(
        say("witnessLine", {
          names: witnesses
            .map(({ observerName, from, until }) =>
              say("witnessOf", {
                name: observerName,
                from: wallClock(new Date(from)).time,
                until: wallClock(new Date(until)).time,
              }),
            )
            .join(m.list),
        }),
      ),
      heading(say("signatures")),
      {
        kind: "table",
        widths: [34, 26, 40],
        head: [say("unit"), say("signer"), say("at")],
        rows: meeting.parties.map((party) => {
          const signature = hasSigned(party, meeting.minutesVersion) ? party.signatures[0] : undefined;
          return [
            [party.unitName],
            [signature?.signerName ?? say("unsigned")],
            [signature ? at(signature.at, isEnglish) : ""],
          ];
        }),
      },
      ...(meeting.addenda.length > 0
        ? [
            heading(say("addenda")),
            ...meeting.addenda.map((addendum, index) =>
              text(
                say("addendum", {
                  no: index + 1,
                  text: addendum.text,
                  reason: unended(addendum.reason),
                  name: addendum.authorName,
                  at: dayText(cityDay(new Date(addendum.at)), isEnglish),
                }),
              ),
            ),
          ]
        : []),
      ...(notes.length > 0 ? [heading(say("inner")), ...notes.map(text)] : []),
    ],
    footer: say("footer", { name: by.name, on: by.on }),
  };
}

function standing(meeting: MeetingPage, isEnglish: boolean, say: Say): string {
  if (meeting.state === "SIGNED") {
    const last = meeting.events.find(({ kind }) => kind === "SIGNED");
    return say("signed", { at: last ? at(last.at, isEnglish) : "" });
  }
  return meeting.state === "SIGNING" ? say("draft", { version: meeting.minutesVersion }) : say("unsent");
}

/** Sentences of a paper end once, whatever was typed. */
const unended = (said: string): string => said.replace(/[。．.；;]+$/u, "");
const ended = (said: string, isEnglish: boolean): string => `${unended(said)}${isEnglish ? "." : "。"}`;
