import type { TraceGraph, TraceNode } from "@/lib/achievements/trace/rules";
import type { NodeWords } from "./trace-words";

type Props = { graph: TraceGraph; words: Map<string, NodeWords> };

/** The same chain as a list, each under what rests on it. */
export function TraceList({ graph, words }: Props) {
  const top = graph.nodes.filter((node) => !graph.edges.some((edge) => edge.to === node.key));
  return <Level nodes={top} graph={graph} words={words} />;
}

function Level({ nodes, graph, words }: Props & { nodes: TraceNode[] }) {
  if (nodes.length === 0) return null;
  return (
    <ul className="ml-4 flex list-disc flex-col gap-1 first:mt-1">
      {nodes.map((node) => {
        const said = words.get(node.key);
        const below = graph.edges.filter((edge) => edge.from === node.key).map((edge) => edge.to);
        return (
          <li key={node.key}>
            {node.href ? (
              <a href={node.href} className="text-accent hover:underline">
                {said?.title}
              </a>
            ) : (
              <span className="font-medium">{said?.title}</span>
            )}{" "}
            <span className="text-sm text-ink-soft">{said?.detail}</span>
            <Level nodes={graph.nodes.filter((one) => below.includes(one.key))} graph={graph} words={words} />
          </li>
        );
      })}
    </ul>
  );
}
