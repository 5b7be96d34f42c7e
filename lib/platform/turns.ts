/** Heavy work in turns: so many at once, so many waiting, and a clear "too many" for whoever comes then. */
import { TooMany } from "./result";

export function takingTurns(atOnce: number, waiting: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const queue: (() => void)[] = [];
  return async (work) => {
    if (running >= atOnce) {
      if (queue.length >= waiting) throw new TooMany();
      await new Promise<void>((go) => queue.push(go));
    } else running += 1;
    try {
      return await work();
    } finally {
      // the place goes to the next one, or is free
      const next = queue.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
