import { createObservation, createUnit } from "../support/builders";
import { createAccount } from "../support/sign-in";
import { expect, test } from "../support/story";

test("pages carry a policy with a nonce of their own, and are kept by nobody", async ({ windowOf }) => {
  const page = await windowOf(await createAccount("REVIEWER"));
  const nonces = new Set<string>();
  for (const address of ["/observations", "/units", "/units"]) {
    const response = await page.goto(address);
    const headers = response?.headers() ?? {};
    const policy = headers["content-security-policy"] ?? "";
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? "";
    nonces.add(nonce);
    const scripts = policy.split("; ").find((part) => part.startsWith("script-src"));
    expect(scripts).not.toContain("unsafe-inline");
    expect(scripts).not.toContain("unsafe-eval");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers["referrer-policy"]).toBe("same-origin");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["cache-control"]).toContain("no-store");
    expect(headers["x-powered-by"]).toBeUndefined();
  }
  expect(nonces.size).toBe(3);
});

test("the session cookie is out of scripts' reach", async ({ windowOf }) => {
  const page = await windowOf(await createAccount("REVIEWER"));
  await page.goto("/units");
  const cookies = await page.context().cookies();
  const session = cookies.find((cookie) => cookie.name.includes("session"));
  expect(session).toMatchObject({ httpOnly: true, sameSite: "Lax" });
  expect(await page.evaluate(() => document.cookie)).toBe("");
});

test("HTML in a record is text", async ({ windowOf }) => {
  const unit = await createUnit();
  const observer = await createAccount("OBSERVER", { units: [unit] });
  const record = await createObservation(observer, unit, {
    fact: `<img src=x onerror="document.title='hit'"><b>粗</b>`,
  });
  const page = await windowOf(observer);
  await page.goto(`/observations/${record.id}`);
  await expect(page.getByText(record.fact)).toBeVisible();
  await expect(page.locator("main b")).toHaveCount(0);
  expect(await page.title()).not.toBe("hit");
});
