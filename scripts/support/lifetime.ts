/**
 * A task that keeps running until it is told to stop: Ctrl-C, SIGTERM, a closed terminal, or the death of
 * the program that started it. Whatever was opened is closed in reverse order, once.
 */
import { endTools } from "./run";

type Closer = () => Promise<void> | void;

export type Lifetime = {
  /** Closed in reverse order of opening. */
  onEnd(close: Closer): void;
  /** Resolves when the task was told to stop and everything is closed. */
  ended: Promise<void>;
};

export function lifetime(): Lifetime & { close(): Promise<void> } {
  const closers: Closer[] = [];
  let closing: Promise<void> | undefined;
  let finish: () => void = () => {};
  const ended = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const close = (): Promise<void> => {
    closing ??= (async () => {
      endTools();
      for (let closer = closers.pop(); closer; closer = closers.pop()) await closer();
      finish();
    })();
    return closing;
  };
  const stop = async () => {
    if (!closing) console.log("\n正在停止 … Stopping …");
    await close();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) void stop();
  }, 1_000).unref();
  return {
    onEnd: (closer) => {
      // Opened while we were already closing: close it right away.
      if (closing) void closing.then(closer);
      else closers.push(closer);
    },
    ended,
    close,
  };
}
