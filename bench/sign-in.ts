/** A session as a person gets it: through next-auth's own door. */
import accounts from "../prisma/seed/demo/accounts.json";

const [{ password = "" } = {}] = accounts;

const cookiesOf = (response: Response): string[] =>
  response.headers.getSetCookie().map((line) => line.slice(0, line.indexOf(";")));

/** Returns the cookie header of the session. */
export async function signIn(origin: string, account: string): Promise<string> {
  const csrf = await fetch(`${origin}/api/auth/csrf`);
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const answer = await fetch(`${origin}/api/auth/callback/credentials`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: cookiesOf(csrf).join("; "), "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ csrfToken, account, password, json: "true" }),
  });
  const session = cookiesOf(answer).find((cookie) => /^(__Host-)?session=/.test(cookie));
  if (!session) throw new Error(`${account} could not sign in: ${answer.status} ${await answer.text()}`);
  return session;
}
