/** People who can sign in, and signing them in by the calls that the sign-in page makes. */
import { hash } from "@node-rs/argon2";
import type { APIRequestContext, BrowserContext } from "@playwright/test";
import type { Role } from "@/lib/platform/rights";
import { createPerson, type Person } from "./builders";
import { owner } from "./owner";

export const PASSWORD = "Ceshi#2026-mima";
let passwordHash: Promise<string> | undefined;

export async function giveCredential(person: Person, over: { mustChange?: boolean } = {}): Promise<void> {
  passwordHash ??= hash(PASSWORD, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  await owner().query("insert into credentials (user_id, password_hash, must_change) values ($1, $2, $3)", [
    person.id,
    await passwordHash,
    over.mustChange ?? false,
  ]);
}

type Over = Parameters<typeof createPerson>[1];
/** A person of their own for one test: sessions of other tests end nobody's. */
export async function createAccount(roles: Role | Role[], over: Over = {}): Promise<Person> {
  const person = await createPerson(roles, over);
  await giveCredential(person);
  return person;
}

export async function signInBy(
  request: APIRequestContext,
  account: string,
  password = PASSWORD,
): Promise<string | null> {
  const { csrfToken } = await (await request.get("/api/auth/csrf")).json();
  const response = await request.post("/api/auth/callback/credentials", {
    form: { account, password, csrfToken, json: "true" },
  });
  const { url } = await response.json();
  return new URL(url, "http://localhost").searchParams.get("error");
}

/** Signs a browser in; throws when refused. */
export async function signIn(context: BrowserContext, person: Person): Promise<void> {
  const error = await signInBy(context.request, person.account);
  if (error) throw new Error(`sign-in refused: ${error}`);
}
