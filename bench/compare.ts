/** Floor and product in turns, so that whatever else the machine does falls on both. */
import { drive, type Measured, median, percentile } from "./load";
import type { Operation } from "./operations";

export const CONNECTIONS = [1, 16] as const;

type Side = { p50: number; p95: number; perSecond: number };
export type Compared = {
  operation: Operation;
  connections: (typeof CONNECTIONS)[number];
  floor: Side;
  product: Side;
  /** median over the rounds */
  ratio: number;
  ratios: number[];
  aim: number;
};

const sideOf = (rounds: readonly Measured[]): Side => {
  const times = rounds.flatMap((round) => round.times).sort((a, b) => a - b);
  const elapsed = rounds.reduce((sum, round) => sum + round.elapsed, 0);
  return {
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    perSecond: (times.length / elapsed) * 1000,
  };
};

export async function compare(
  operation: Operation,
  connections: (typeof CONNECTIONS)[number],
  { seconds, rounds }: { seconds: number; rounds: number },
): Promise<Compared> {
  const { floor, product, share } = operation;
  const warmUp = Math.min(2, seconds);
  for (const target of [floor, product]) await drive(target, connections, warmUp);
  const done: { floor: Measured; product: Measured }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    // who goes first changes, so that neither always finds the other's dust
    if (round % 2 === 0) {
      done.push({
        floor: await drive(floor, connections, seconds),
        product: await drive(product, connections, seconds),
      });
    } else {
      const ours = await drive(product, connections, seconds);
      done.push({ floor: await drive(floor, connections, seconds), product: ours });
    }
  }
  const ratios = done.map(
    (round) => percentile(round.product.times, share) / percentile(round.floor.times, share),
  );
  return {
    operation,
    connections,
    floor: sideOf(done.map((round) => round.floor)),
    product: sideOf(done.map((round) => round.product)),
    ratio: median(ratios),
    ratios,
    aim: operation.aims[CONNECTIONS.indexOf(connections)] ?? Number.NaN,
  };
}

const number = (value: number, width: number, digits = 1): string => value.toFixed(digits).padStart(width);

export const HEADING =
  "operation                             conn   floor p50   p95     /s   product p50   p95     /s   ratio    aim   range";

export function line({ operation, connections, floor, product, ratio, ratios, aim }: Compared): string {
  const verdict = ratio <= aim ? "  " : " !";
  return [
    operation.title.padEnd(36),
    String(connections).padStart(5),
    number(floor.p50, 12),
    number(floor.p95, 6),
    number(floor.perSecond, 7, 0),
    number(product.p50, 14),
    number(product.p95, 6),
    number(product.perSecond, 7, 0),
    number(ratio, 8, 2) + verdict,
    `≤ ${aim}`.padStart(5),
    `  ${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}`,
  ].join("");
}
