/** Closed-loop load: each connection sends its next request when the last answer is in. A wrong answer ends the run. */
import { Agent, request } from "node:http";
import { buffer } from "node:stream/consumers";

export type Ask = {
  method?: "GET" | "POST";
  path: string;
  body?: unknown;
  cookie?: string;
};
export type Answer = { status: number; body: Buffer };
export type Target = {
  origin: string;
  next: (connection: number) => Ask;
  check: (answer: Answer, sample: boolean) => void;
};
/** Milliseconds of each request, ascending, and how long the whole took. */
export type Measured = { times: number[]; elapsed: number };

export async function send(agent: Agent, origin: string, ask: Ask): Promise<Answer> {
  const text = ask.body === undefined ? undefined : JSON.stringify(ask.body);
  return new Promise((resolve, reject) => {
    const sent = request(
      origin + ask.path,
      {
        agent,
        method: ask.method ?? "GET",
        headers: {
          accept: "application/json, text/html",
          ...(ask.cookie && { cookie: ask.cookie }),
          ...(text !== undefined && {
            "content-type": "application/json",
            "content-length": Buffer.byteLength(text),
          }),
        },
      },
      (response) => {
        buffer(response).then((body) => resolve({ status: response.statusCode ?? 0, body }), reject);
      },
    );
    sent.once("error", reject);
    sent.end(text);
  });
}

/** Every status is checked, and the content of each connection's first answer and every hundredth. */
export async function drive(target: Target, connections: number, seconds: number): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  const started = performance.now();
  const until = started + seconds * 1000;
  const connection = async (number: number) => {
    for (let count = 0; count === 0 || performance.now() < until; count += 1) {
      const ask = target.next(number);
      const begun = performance.now();
      const answer = await send(agent, target.origin, ask);
      times.push(performance.now() - begun);
      target.check(answer, count % 100 === 0);
    }
  };
  try {
    await Promise.all(Array.from({ length: connections }, (_, number) => connection(number)));
  } finally {
    agent.destroy();
  }
  return { times: times.sort((a, b) => a - b), elapsed: performance.now() - started };
}

export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

export const median = (values: readonly number[]): number =>
  percentile(
    [...values].sort((a, b) => a - b),
    0.5,
  );
