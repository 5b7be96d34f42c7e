import { describe, expect, it } from "vitest";
import { TooMany } from "@/lib/platform/result";
import { takingTurns } from "@/lib/platform/turns";

describe("takingTurns", () => {
  it("runs so many at once, lets so many wait in order, and refuses the rest", async () => {
    const inTurn = takingTurns(2, 3);
    const ends: (() => void)[] = [];
    const begun: number[] = [];
    const works = [0, 1, 2, 3, 4].map((n) =>
      inTurn(() => {
        begun.push(n);
        return new Promise<number>((end) => ends.push(() => end(n)));
      }),
    );
    await expect(inTurn(async () => 5)).rejects.toThrow(TooMany);
    expect(begun).toEqual([0, 1]);
    for (let n = 0; n < 5; n++) {
      ends[n]?.();
      await works[n];
    }
    expect(begun).toEqual([0, 1, 2, 3, 4]);
    await expect(inTurn(async () => 6)).resolves.toBe(6);
  });

  it("gives the place on after work that failed", async () => {
    const inTurn = takingTurns(1, 1);
    const [first, second] = [
      inTurn(async () => {
        throw new Error("broken");
      }),
      inTurn(async () => 2),
    ];
    await expect(first).rejects.toThrow("broken");
    await expect(second).resolves.toBe(2);
  });
});
