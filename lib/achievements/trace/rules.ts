/** The drawing of a chain: what stands in which column and what leads to what. Pure, so that it is tested without a browser. */
import type { Relative } from "../lineage/queries";
import type { AchievementPage, AchievementSource } from "../queries";
import type { ClaimRequest } from "../requests/queries";

export type LinkedRecord = {
  /** the claim's record that it is linked with */
  ofId: string;
  isEarlier: boolean;
  id: string;
  on: string;
  methodName: string;
  methodNameEn: string;
  unitName: string;
};
export type LinkedMeeting = { id: string; title: string; state: string; on: string };
export type LinkedCase = {
  id: string;
  number: string;
  title: string;
  unitName: string;
  /** the claim's records that bear on it */
  recordIds: string[];
  meetings: LinkedMeeting[];
};
export type Trace = {
  claim: AchievementPage;
  relatives: Relative[];
  requests: ClaimRequest[];
  links: LinkedRecord[];
  cases: LinkedCase[];
};

export type TraceNode = { key: string; column: 0 | 1 | 2 | 3 | 4; row: number; href: string | null } & (
  | { kind: "claim" }
  | { kind: "relative"; relative: Relative }
  | { kind: "source"; source: AchievementSource }
  | { kind: "record"; source: AchievementSource }
  | { kind: "request"; request: ClaimRequest }
  | { kind: "answer"; request: ClaimRequest }
  | { kind: "link"; link: LinkedRecord }
  | { kind: "case"; of: LinkedCase }
  | { kind: "meeting"; meeting: LinkedMeeting }
);
export type TraceGraph = {
  nodes: TraceNode[];
  /** from what rests on it to what it rests on */
  edges: { from: string; to: string }[];
  rows: number;
};

/**
 * Claim ← corroboration ← records and papers ← what they go on from, and cases ← meetings; requests below the sources,
 * cases below what the records go on from: several records lead to one.
 */
export function graphOf({ claim, relatives, requests, links, cases }: Trace): TraceGraph {
  const nodes: TraceNode[] = [{ key: "claim", kind: "claim", column: 0, row: 0, href: null }];
  const edges: TraceGraph["edges"] = [];
  const add = (node: TraceNode, from: string) => {
    nodes.push(node);
    edges.push({ from, to: node.key });
  };
  relatives.forEach((relative, at) => {
    const key = `relative-${relative.relation}-${relative.id}`;
    add(
      { key, kind: "relative", relative, column: 0, row: at + 1, href: `/achievements/${relative.id}` },
      "claim",
    );
  });

  let row = 0;
  for (const source of claim.sources) {
    const key = `source-${source.id}`;
    const href = source.observationId ? `/observations/${source.observationId}` : null;
    add({ key, kind: "source", source, column: 1, row, href: null }, "claim");
    add({ key: `record-${source.id}`, kind: "record", source, column: 2, row, href }, key);
    const linked = links.filter((link) => link.ofId === source.observationId);
    linked.forEach((link, at) => {
      add(
        {
          key: `link-${source.id}-${link.id}`,
          kind: "link",
          link,
          column: 3,
          row: row + at,
          href: `/observations/${link.id}`,
        },
        `record-${source.id}`,
      );
    });
    row += Math.max(1, linked.length);
  }
  // as high as the column is free from there on
  let below = links.length > 0 ? row : 0;
  for (const one of cases) {
    const key = `case-${one.id}`;
    nodes.push({ key, kind: "case", of: one, column: 3, row: below, href: `/cases/${one.id}` });
    for (const source of claim.sources)
      if (source.observationId && one.recordIds.includes(source.observationId))
        edges.push({ from: `record-${source.id}`, to: key });
    one.meetings.forEach((meeting, at) => {
      add(
        {
          key: `meeting-${meeting.id}`,
          kind: "meeting",
          meeting,
          column: 4,
          row: below + at,
          href: `/meetings/${meeting.id}`,
        },
        key,
      );
    });
    below += Math.max(1, one.meetings.length);
  }
  for (const request of requests) {
    const key = `request-${request.id}`;
    add(
      { key, kind: "request", request, column: 1, row, href: `/achievements/${claim.id}#requests` },
      "claim",
    );
    const { answer } = request;
    const source = answer && claim.sources.find((one) => one.observationId === answer.id && !one.isWithdrawn);
    if (source) {
      // the answer has become a source: it stands there once
      edges.push({ from: key, to: `record-${source.id}` });
    } else if (answer) {
      add(
        {
          key: `answer-${request.id}`,
          kind: "answer",
          request,
          column: 2,
          row,
          href: `/observations/${answer.id}`,
        },
        key,
      );
    }
    row += 1;
  }
  return { nodes, edges, rows: Math.max(row, below, relatives.length + 1) };
}
