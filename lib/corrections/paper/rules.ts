/** The right of reply in the cadre's file as 公文: what the cadre said and what was answered. Nothing where nobody spoke. */
import type { Block } from "@/lib/platform/gongwen";
import type { Marks } from "@/lib/platform/marks";
import type { CorrectionRow } from "../queries";

type Say = (key: string, values?: Record<string, string | number>) => string;

/** `say`: messages/<locale>/corrections */
export function correctionBlocks(requests: readonly CorrectionRow[], say: Say, m: Marks): Block[] {
  if (requests.length === 0) return [];
  return [
    { kind: "heading", level: 1, text: say("title.bound") },
    ...requests.flatMap((request, at): Block[] => [
      {
        kind: "text",
        runs: [
          say("hint.paper", {
            number: at + 1,
            kind: say(`status.${request.kind}`),
            about: request.about ?? say(`status.${request.subject}`),
            asked: say("hint.asked", { name: request.cadreName, day: request.askedOn }),
            body: request.body,
          }),
          ...evidenceOf(request, say, m),
        ],
      },
      { kind: "text", runs: [answerOf(request, say)] },
    ]),
  ];
}

function evidenceOf(request: CorrectionRow, say: Say, m: Marks): string[] {
  const told = [request.evidenceTitle, request.evidenceNumber, request.evidenceText]
    .filter(Boolean)
    .join(" ");
  const files = request.files.filter((file) => file.hasArrived).map((file) => file.name);
  return [
    ...(told ? [say("hint.paperEvidence", { evidence: told })] : []),
    ...(files.length > 0 ? [say("hint.paperFiles", { files: files.join(m.list) })] : []),
  ];
}

function answerOf(request: CorrectionRow, say: Say): string {
  if (!request.answer) return say("hint.paperWaiting");
  const day = request.answeredOn ?? "";
  const outcome = say(`status.${request.outcome ?? "REFUSED"}`);
  const by = request.answererName
    ? say("hint.answeredBy", { name: request.answererName, day, outcome })
    : say("hint.byOffice", { day, outcome });
  return say("hint.paperAnswer", { by, answer: request.answer });
}
