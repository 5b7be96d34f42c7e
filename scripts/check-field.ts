/**
 * `npm run check:field -- [--entries 1000] [--seed n]`: entries of a phone on a line that cuts, lies and doubles,
 * while tab, browser and server are killed. Ends with `sent N, stored N, lost 0, doubled 0`.
 */
import { parseArgs } from "node:util";
import { checkField } from "./support/field/check";
import { lifetime } from "./support/lifetime";
import { Halt, main, note, seconds } from "./support/say";
import { stopTestCluster } from "./support/test-database";

function readOptions(): { entries: number; seed: number } {
  const { values } = parseArgs({
    options: { entries: { type: "string", default: "1000" }, seed: { type: "string" } },
  });
  const whole = (name: string, text: string): number => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < 1)
      throw new Halt(`--${name} 须为正整数。 --${name} is a whole number above 0.`);
    return value;
  };
  return {
    entries: whole("entries", values.entries),
    seed: whole("seed", values.seed ?? String(1 + Math.floor(Math.random() * 2 ** 31))),
  };
}

main(async () => {
  const started = performance.now();
  const { entries, seed } = readOptions();
  const life = lifetime();
  life.onEnd(() => stopTestCluster());
  try {
    note(`--entries ${entries} --seed ${seed}`);
    const { sentence, faults } = await checkField({ entries, seed, onEnd: life.onEnd });
    for (const fault of faults) console.error(fault);
    note(seconds(started));
    console.log(sentence);
    return faults.length > 0 ? 1 : 0;
  } finally {
    await life.close();
  }
});
