/** Rendered pages at eight connections: pages a second and the slowest of twenty. */
import { drive, percentile, type Target } from "./load";
import type { Operation } from "./operations";
import { signIn } from "./sign-in";

const CONNECTIONS = 8;

export async function drivePages(
  product: string,
  operations: readonly Operation[],
  { seconds, only }: { seconds: number; only: readonly string[] },
): Promise<void> {
  const reviewer = await signIn(product, "reviewer2");
  const observer = await signIn(product, "observer");
  const file = operations.find((one) => one.name === "file");
  const pages: { name: string; cookie: string; path: () => string }[] = [
    { name: "list", cookie: reviewer, path: () => "/observations" },
    { name: "file", cookie: reviewer, path: () => (file?.product.next(0).path ?? "").replace("/api/v1", "") },
    { name: "coverage", cookie: reviewer, path: () => "/coverage" },
    { name: "form", cookie: observer, path: () => "/field/new" },
  ];
  console.log(
    `\n${"page".padEnd(12)}${"pages/s".padStart(9)}${"p50".padStart(9)}${"p95".padStart(9)}   aim ≥ 40/s, p95 ≤ 300 ms`,
  );
  for (const { name, cookie, path } of pages) {
    if (only.length > 0 && !only.includes(name)) continue;
    const target: Target = {
      origin: product,
      next: () => ({ path: path(), cookie }),
      check: ({ status, body }) => {
        if (status !== 200 || !body.includes("</html>")) throw new Error(`${path()} answered ${status}`);
      },
    };
    await drive(target, CONNECTIONS, Math.min(3, seconds));
    const { times, elapsed } = await drive(target, CONNECTIONS, seconds * 2);
    console.log(
      name.padEnd(12) +
        ((times.length / elapsed) * 1000).toFixed(0).padStart(9) +
        percentile(times, 0.5).toFixed(0).padStart(9) +
        percentile(times, 0.95).toFixed(0).padStart(9),
    );
  }
}
