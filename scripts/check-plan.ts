/**
 * `npm run check:plan -- [--rosters 200] [--seed n]`: random rosters solved, and every plan judged by a checker that shares no
 * code with the solver; impossible ones become possible without what was named; random moves are told as the checker tells
 * them; cities of 40 × 95 are timed. Ends with a line of counts.
 */
import { parseArgs } from "node:util";
import { checkCity, checkMoves, checkRosters } from "../tests/support/check-plans";
import { Halt, main, note, seconds } from "./support/say";

const MOVES = 100;
const CITIES = 10;

function readOptions(): { rosters: number; seed: number } {
  const { values } = parseArgs({
    options: { rosters: { type: "string", default: "200" }, seed: { type: "string", default: "1" } },
  });
  const whole = (name: string, text: string): number => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < 1)
      throw new Halt(`--${name} 须为正整数。 --${name} is a whole number above 0.`);
    return value;
  };
  return { rosters: whole("rosters", values.rosters), seed: whole("seed", values.seed) };
}

main(async () => {
  const started = performance.now();
  const { rosters, seed } = readOptions();
  const from = (first: number, count: number) => Array.from({ length: count }, (_, at) => first + at);
  const random = await checkRosters(from(seed, rosters));
  const moves = from(seed, 10).map((one) => checkMoves(one, MOVES / 10));
  const city = await checkCity(from(seed, CITIES));
  const faults = [...random.faults, ...moves.flatMap((one) => one.faults), ...city.faults];
  for (const fault of faults) console.error(fault);
  note(
    `40 × 95: ${city.cities} solved, ${city.proved} proved optimal, slowest ${city.slowestMs} ms (with the thread’s start ${city.slowestCpuMs} ms of processor time)`,
  );
  note(seconds(started));
  console.log(
    `rosters ${random.rosters}, plans ${random.plans} (${random.proved} proved), impossible ${random.impossible} (${random.made} made possible, ${random.blockingSets} blocking sets irreducible), moves ${moves.reduce((sum, one) => sum + one.moves, 0)}, broken ${faults.length}`,
  );
  return faults.length > 0 ? 1 : 0;
});
