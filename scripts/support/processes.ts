/**
 * Questions about other processes. A pid alone proves nothing after a crash, because systems reuse them;
 * pid and start time together do.
 */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

export type ProcessMark = { pid: number; startedAt: string };

/** When the process started, in the system's own words; null when there is no such process. */
function startOf(pid: number): string | null {
  if (process.platform === "linux") {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return fields[0] === "Z" ? null : (fields[19] ?? null);
    } catch {
      return null;
    }
  }
  try {
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim() || null;
  } catch {
    return null;
  }
}

export const markOf = (pid: number): ProcessMark => ({ pid, startedAt: startOf(pid) ?? "" });

export const isAlive = (mark: ProcessMark): boolean => {
  const startedAt = startOf(mark.pid);
  return startedAt !== null && startedAt === mark.startedAt;
};

export function commandOf(pid: number): string {
  try {
    if (process.platform === "linux")
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return "";
  }
}

/** Every process working in a folder: PostgreSQL's backends sit in their data directory, orphans too. */
export function processesIn(folder: string): ProcessMark[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return readlinkSync(`/proc/${name}/cwd`) === folder;
      } catch {
        return false;
      }
    })
    .map((name) => markOf(Number(name)));
}

async function waitForEnd(mark: ProcessMark, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (isAlive(mark)) {
    if (Date.now() > deadline) return false;
    await sleep(50);
  }
  return true;
}

/** Asks with each signal in turn, and waits after each. */
export async function end(
  mark: ProcessMark,
  signals: readonly (readonly [NodeJS.Signals, number])[] = [
    ["SIGTERM", 5_000],
    ["SIGKILL", 5_000],
  ],
): Promise<void> {
  for (const [signal, patience] of signals) {
    if (!isAlive(mark)) return;
    try {
      process.kill(mark.pid, signal);
    } catch {
      return;
    }
    if (await waitForEnd(mark, patience)) return;
  }
}
