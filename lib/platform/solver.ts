/**
 * Linear and mixed-integer programs, solved by HiGHS in a thread of its own: a solve blocks the thread it runs on, and
 * the server keeps answering meanwhile. A limit of time ends the thread in any case.
 */
import { Worker } from "node:worker_threads";
import type { ModelData } from "highs";
import { takingTurns } from "./turns";

export type Column = { cost: number; lower: number; upper: number; isWhole: boolean };
export type Row = {
  lower: number;
  upper: number;
  entries: readonly (readonly [column: number, factor: number])[];
};
/** Minimised. A bound may be infinite. */
export type Program = { columns: readonly Column[]; rows: readonly Row[]; offset: number };

export type Solution =
  | { status: "solved"; values: number[]; cost: number; bound: number; isProved: boolean; tookMs: number }
  | { status: "impossible"; tookMs: number }
  /** the time was up before any solution was found */
  | { status: "nothing"; tookMs: number };

/** Beyond the solver's own limit, for a thread that does not come back. */
const GRACE_MS = 8_000;
const FEASIBLE_POINT = 2;
const MODEL_STATUS = { optimal: 7, infeasible: 8, unboundedOrInfeasible: 9 } as const;

type Told = {
  modelStatus: number;
  pointStatus: number;
  values: number[];
  cost: number;
  bound: number;
  tookMs: number;
};

/**
 * Plain text, and no file: what the bundler makes of the server has no file for a thread to start from. `highs` is found
 * from the folder that is served (next.config.ts ships it there).
 */
const THREAD = `
const { parentPort } = require("node:worker_threads");
const loaded = require("highs")();
parentPort.on("message", async ({ programs, seconds }) => {
  const highs = await loaded;
  for (const program of programs) {
    const begun = performance.now();
    highs.withModel(program, (model) => {
      model.options.set({ output_flag: false, time_limit: seconds, mip_rel_gap: 1e-6, random_seed: 7 });
      model.run();
      const pointStatus = model.info.get("primal_solution_status");
      const cost = model.getObjectiveValue();
      parentPort.postMessage({
        modelStatus: model.getModelStatus(),
        pointStatus,
        values: pointStatus === 2 ? Array.from(model.getSolution().colValue) : [],
        cost,
        bound: program.integrality ? model.info.get("mip_dual_bound") : cost,
        tookMs: Math.round(performance.now() - begun),
      });
    });
  }
});
`;

/** Loading the solver takes longer than many a program: the thread waits a while for the next one. */
const IDLE_MS = 30_000;
let waiting: { thread: Worker; idle: NodeJS.Timeout } | undefined;

function takeThread(): Worker {
  const kept = waiting;
  waiting = undefined;
  if (!kept) return new Worker(THREAD, { eval: true });
  clearTimeout(kept.idle);
  kept.thread.ref();
  return kept.thread;
}

/** By name: without a name the thread's own bookkeeping of its port would go too. */
function forget(thread: Worker): void {
  for (const event of ["message", "error", "exit"]) thread.removeAllListeners(event);
}

/** An idle thread keeps no process from ending. */
function keepThread(thread: Worker): void {
  forget(thread);
  thread.unref();
  // one that ends by itself while it waits is not given out again
  thread.on("error", () => {});
  thread.on("exit", () => {
    if (waiting?.thread === thread) waiting = undefined;
  });
  const idle = setTimeout(() => void thread.terminate(), IDLE_MS);
  idle.unref();
  waiting = { thread, idle };
}

/** One at a time: the machine has few cores, and what else it serves must not wait for all of them. */
const inTurn = takingTurns(1, 8);

/** Each program by itself, in order; `seconds` is the limit of each. */
export function solve(
  programs: readonly Program[],
  seconds: number,
  solved?: (count: number) => void,
): Promise<Solution[]> {
  return inTurn(() => inThread(programs, seconds, solved));
}

function inThread(
  programs: readonly Program[],
  seconds: number,
  solved?: (count: number) => void,
): Promise<Solution[]> {
  if (programs.length === 0) return Promise.resolve([]);
  return new Promise((resolve, reject) => {
    const thread = takeThread();
    const told: Solution[] = [];
    const timer = setTimeout(
      () => end(new Error("the solver did not come back")),
      programs.length * seconds * 1000 + GRACE_MS,
    );
    const end = (outcome: Error | Solution[]) => {
      clearTimeout(timer);
      if (outcome instanceof Error) {
        forget(thread);
        void thread.terminate();
        reject(outcome);
      } else {
        keepThread(thread);
        resolve(outcome);
      }
    };
    thread.on("message", (answer: Told) => {
      told.push(solutionOf(answer));
      solved?.(told.length);
      if (told.length === programs.length) end(told);
    });
    thread.on("error", (error) => end(error instanceof Error ? error : new Error(String(error))));
    thread.on("exit", () => end(new Error("the solver ended before its answer")));
    thread.postMessage({ programs: programs.map(packed), seconds });
  });
}

function solutionOf({ modelStatus, pointStatus, values, cost, bound, tookMs }: Told): Solution {
  if (modelStatus === MODEL_STATUS.infeasible || modelStatus === MODEL_STATUS.unboundedOrInfeasible)
    return { status: "impossible", tookMs };
  if (pointStatus !== FEASIBLE_POINT) return { status: "nothing", tookMs };
  return { status: "solved", values, cost, bound, isProved: modelStatus === MODEL_STATUS.optimal, tookMs };
}

/** Rows one after the other, as the solver wants them. */
function packed({ columns, rows, offset }: Program): ModelData {
  const entries = rows.flatMap((row) => row.entries);
  const starts = [0];
  for (const row of rows) starts.push((starts.at(-1) ?? 0) + row.entries.length);
  return {
    numCols: columns.length,
    numRows: rows.length,
    offset,
    colCost: columns.map(({ cost }) => cost),
    colLower: columns.map(({ lower }) => lower),
    colUpper: columns.map(({ upper }) => upper),
    rowLower: rows.map(({ lower }) => lower),
    rowUpper: rows.map(({ upper }) => upper),
    matrix: {
      format: "csr",
      numCols: columns.length,
      numRows: rows.length,
      starts,
      indices: entries.map(([column]) => column),
      values: entries.map(([, factor]) => factor),
    },
    ...(columns.some(({ isWhole }) => isWhole) && {
      integrality: columns.map(({ isWhole }) => (isWhole ? 1 : 0)),
    }),
  };
}
