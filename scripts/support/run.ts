/** Runs a tool of node_modules/.bin to its end. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { root } from "./settings";

export type Finished = { code: number; output: string };

type Options = {
  env?: Record<string, string | undefined>;
  /** Keeps the output for the caller instead of showing it. */
  quiet?: boolean;
};

const running = new Set<() => void>();

/** Ends the tools in hand when the task itself is told to stop. */
export const endTools = (): void => {
  for (const kill of running) kill();
};

export function run(
  command: string,
  args: string[],
  { env, quiet = false }: Options = {},
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
      shell: process.platform === "win32",
    });
    const kill = () => child.kill("SIGTERM");
    running.add(kill);
    let output = "";
    const keep = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    child.once("error", reject);
    child.once("close", (code) => {
      running.delete(kill);
      resolve({ code: code ?? 1, output });
    });
  });
}

export const tool = (name: string, args: string[], options?: Options): Promise<Finished> =>
  run(join(root, "node_modules", ".bin", name), args, options);
