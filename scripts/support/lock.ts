/**
 * One running copy a folder. The lock names the launcher and the servers it started, so that after a
 * `kill -9` of the launcher the next start knows whom to stop.
 */
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { end, isAlive, markOf, type ProcessMark } from "./processes";
import { Halt } from "./say";
import { dataDir, makeDataDir } from "./settings";

type Content = { holder: ProcessMark; task: string; address?: string; children: ProcessMark[] };

export type Lock = {
  /** Notes a process that must not outlive us. */
  adopt(pid: number): void;
  /** Notes where we serve, for the sentence that a second start prints. */
  serving(address: string): void;
  /** Ends what was adopted; a process adopted later, by a start already under way, ends at once. */
  endChildren(): Promise<void>;
  release(): void;
};

export async function takeLock(task: string, file = join(dataDir, "run.lock")): Promise<Lock> {
  makeDataDir();
  const content: Content = { holder: markOf(process.pid), task, children: [] };
  const save = () => writeFileSync(file, JSON.stringify(content));
  const draft = `${file}.${process.pid}`;
  for (let attempt = 0; ; attempt += 1) {
    try {
      // A link appears whole or not at all, so nobody reads half a lock.
      writeFileSync(draft, JSON.stringify(content), { mode: 0o600 });
      linkSync(draft, file);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST" || attempt > 5) throw error;
      await recover(file);
    } finally {
      rmSync(draft, { force: true });
    }
  }
  let ending = false;
  return {
    adopt(pid) {
      if (ending) process.kill(pid, "SIGKILL");
      content.children = [...content.children.filter(isAlive), markOf(pid)];
      save();
    },
    serving(address) {
      content.address = address;
      save();
    },
    async endChildren() {
      ending = true;
      await Promise.all(content.children.map((child) => end(child)));
    },
    release: () => rmSync(file, { force: true }),
  };
}

/** Returns once the lock is free; throws when its holder is alive. */
async function recover(file: string): Promise<void> {
  const held = read(file);
  if (held && isAlive(held.holder)) {
    const where = held.address ? `：${held.address}` : "";
    throw new Halt(
      `此目录中已有一份在运行（${held.task}，进程 ${held.holder.pid}）${where}。请先用 Ctrl-C 停掉它。\n` +
        `A copy is already running in this folder (${held.task}, process ${held.holder.pid})${held.address ? `: ${held.address}` : ""}. Stop it first (Ctrl-C).`,
    );
  }
  for (const child of held?.children ?? []) await end(child);
  rmSync(file, { force: true });
}

function read(file: string): Content | null {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Content;
  } catch {
    return null; // a full disk can leave it empty
  }
}
