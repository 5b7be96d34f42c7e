/** Free ports: the address of the app is kept stable, that of the private database is any. */
import { connect, createServer } from "node:net";
import { Halt } from "./say";

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

function answers(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host, timeout: 500 });
    const done = (result: boolean) => {
      socket.destroy();
      resolve(result);
    };
    socket.once("connect", () => done(true));
    socket.once("error", () => done(false));
    socket.once("timeout", () => done(false));
  });
}

/** Both ways are asked: on some systems one can listen beside another program's wildcard address. */
async function isFree(port: number, host: string): Promise<boolean> {
  if (!(await canListen(port, host))) return false;
  return !(await answers(port, "127.0.0.1")) && !(await answers(port, "::1"));
}

export function anyFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}

/** A port the person set is theirs to free; without one the next free from 3000 on is taken. */
export async function choosePort(
  given: string | undefined,
  host: string,
): Promise<{ port: number; moved: boolean }> {
  if (given) {
    const port = Number(given);
    if (!Number.isInteger(port) || port < 1 || port > 65535) {
      throw new Halt(
        `PORT 须为 1 到 65535 的整数，现为“${given}”。 PORT must be a number from 1 to 65535, not "${given}".`,
      );
    }
    if (!(await isFree(port, host))) {
      throw new Halt(
        `端口 ${port} 已被占用：请换一个 PORT，或停掉占用它的程序。\nPort ${port} is in use: choose another PORT, or stop the program that holds it.`,
      );
    }
    return { port, moved: false };
  }
  for (let port = 3000; port < 3100; port += 1) {
    if (await isFree(port, host)) return { port, moved: port !== 3000 };
  }
  throw new Halt("3000–3099 端口都被占用，请设置 PORT。 Ports 3000 to 3099 are all in use; set PORT.");
}
