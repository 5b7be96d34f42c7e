/** 溯源图: drawn on the server as SVG; every box with something behind it is a link, the same ones stand as a list below. */

import { getTranslations } from "next-intl/server";
import { ChartFrame } from "@/components/chart/chart-frame";
import { marks } from "@/components/punctuation/marks";
import type { AchievementPage } from "@/lib/achievements/queries";
import type { TraceGraph as Graph, TraceNode } from "@/lib/achievements/trace/rules";
import type { NodeWords } from "./trace-words";

/** Five columns fit a desk of 1440. */
const BOX = { width: 196, height: 50 };
const GAP = { x: 36, y: 14 };
const HEAD = 26;

const xOf = (column: number): number => column * (BOX.width + GAP.x) + 1;
const yOf = (row: number): number => HEAD + row * (BOX.height + GAP.y);

/** Characters that fit a line of a box; a Latin one takes about half of a Chinese one. */
function cut(text: string, width: number): string {
  let left = width;
  let kept = "";
  for (const char of text) {
    left -= char.charCodeAt(0) < 0x2e80 ? 0.55 : 1;
    if (left < 0) return `${kept}…`;
    kept += char;
  }
  return kept;
}

const LOOKS: Record<NodeWords["tone"], string> = {
  claim: "fill-accent-soft stroke-accent",
  counts: "fill-positive-soft stroke-positive-line",
  plain: "fill-surface stroke-line-strong",
  request: "fill-info-soft stroke-info-line",
};

type Props = { graph: Graph; words: Map<string, NodeWords>; claim: AchievementPage };

export async function TraceGraph({ graph, words, claim }: Props) {
  const t = await getTranslations("achievements");
  const { gap } = await marks();
  const columns = Math.max(...graph.nodes.map((node) => node.column)) + 1;
  const width = columns * BOX.width + (columns - 1) * GAP.x + 2;
  const height = yOf(graph.rows) - GAP.y + 2;
  const byKey = new Map(graph.nodes.map((node) => [node.key, node]));
  const heads = ["claim", "source", "record", "link", "meeting"] as const;
  return (
    <ChartFrame
      hideCaption
      caption={t("title.traceOf", { claim: claim.claim })}
      unit={t("hint.traceUnit")}
      note={t("hint.traceNote")}
    >
      <div className="overflow-x-auto print:overflow-visible">
        <svg
          viewBox={`0 0 ${width} ${height}`}
          width={width}
          height={height}
          className="max-w-none text-sm print:max-w-full"
          aria-label={t("title.traceGraph")}
        >
          {heads.slice(0, columns).map((head, column) => (
            <text key={head} x={xOf(column)} y={14} className="fill-ink-hint">
              {t(`field.trace_${head}`)}
            </text>
          ))}
          {graph.edges.map(({ from, to }) => (
            <Edge key={`${from}>${to}`} from={byKey.get(from)} to={byKey.get(to)} />
          ))}
          {graph.nodes.map((node) => (
            <Box key={node.key} node={node} words={words.get(node.key)} gap={gap} />
          ))}
        </svg>
      </div>
    </ChartFrame>
  );
}

function Edge({ from, to }: { from?: TraceNode; to?: TraceNode }) {
  if (!from || !to) return null;
  const [y1, y2] = [yOf(from.row) + BOX.height / 2, yOf(to.row) + BOX.height / 2];
  // a relative stands under its claim
  if (from.column === to.column) {
    const x = xOf(from.column) + 18;
    return (
      <path
        d={`M${x},${yOf(from.row) + BOX.height} V${yOf(to.row)}`}
        className="fill-none stroke-line-strong"
        strokeDasharray="4 3"
      />
    );
  }
  const x1 = xOf(from.column) + BOX.width;
  const x2 = xOf(to.column);
  const middle = (x1 + x2) / 2;
  return <path d={`M${x1},${y1} H${middle} V${y2} H${x2}`} className="fill-none stroke-line-strong" />;
}

function Box({ node, words, gap }: { node: TraceNode; words?: NodeWords; gap: string }) {
  if (!words) return null;
  const [x, y] = [xOf(node.column), yOf(node.row)];
  const box = (
    <>
      <title>{`${words.title}${gap}${words.detail}`}</title>
      <rect x={x} y={y} width={BOX.width} height={BOX.height} rx={6} className={LOOKS[words.tone]} />
      <text x={x + 10} y={y + 20} className={node.href ? "fill-accent font-medium" : "fill-ink font-medium"}>
        {cut(words.title, 13)}
      </text>
      <text x={x + 10} y={y + 39} className="fill-ink-soft">
        {cut(words.detail, 13)}
      </text>
    </>
  );
  return node.href ? (
    <a
      href={node.href}
      className="no-underline hover:underline"
      aria-label={`${words.title}${gap}${words.detail}`}
    >
      {box}
    </a>
  ) : (
    <g>{box}</g>
  );
}
