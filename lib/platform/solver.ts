/**
 * Linear and mixed-integer programs, solved by HiGHS in a thread of its own: a solve blocks the thread it runs on, and
 * the server keeps answering meanwhile. The thread ends with its programs, and a limit of time ends it in any case.
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
const { parentPort, workerData } = require("node:worker_threads");
require("highs")().then((highs) => {
  for (const program of workerData.programs) {
    const begun = performance.now();
    highs.withModel(program, (model) => {
      model.options.set({ output_flag: false, time_limit: workerData.seconds, mip_rel_gap: 1e-6, random_seed: 7 });
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
    const thread = new Worker(THREAD, {
      eval: true,
      workerData: { programs: programs.map(packed), seconds },
    });
    const told: Solution[] = [];
    const timer = setTimeout(
      () => end(new Error("the solver did not come back")),
      programs.length * seconds * 1000 + GRACE_MS,
    );
    const end = (outcome: Error | Solution[]) => {
      clearTimeout(timer);
      void thread.terminate();
      if (outcome instanceof Error) reject(outcome);
      else resolve(outcome);
    };
    thread.on("message", (answer: Told) => {
      told.push(solutionOf(answer));
      solved?.(told.length);
      if (told.length === programs.length) end(told);
    });
    thread.on("error", (error) => end(error instanceof Error ? error : new Error(String(error))));
    thread.on("exit", () => end(new Error("the solver ended before its answer")));
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
