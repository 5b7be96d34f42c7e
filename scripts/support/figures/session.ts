/** A signed-in person without a browser: the calls of the sign-in page, and its cookies. */
import type { Open } from "./figures";
import type { Take } from "./paper-walk";

export async function signedIn(
  url: string,
  person: { account: string; password: string },
): Promise<{ open: Open; take: Take }> {
  const jar = new Map<string, string>();
  const call = async (address: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(new URL(address, url), {
      redirect: "manual",
      ...init,
      headers: { ...init.headers, cookie },
    });
    for (const line of response.headers.getSetCookie()) {
      const [name = "", value = ""] = (line.split(";")[0] ?? "").split(/=(.*)/s);
      jar.set(name, value);
    }
    return response;
  };
  const { csrfToken } = (await (await call("/api/auth/csrf")).json()) as { csrfToken: string };
  const answer = await call("/api/auth/callback/credentials", {
    method: "POST",
    body: new URLSearchParams({ ...person, csrfToken, json: "true" }),
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });
  const { url: next } = (await answer.json()) as { url: string };
  const refused = new URL(next, url).searchParams.get("error");
  if (refused) throw new Error(`sign-in of ${person.account} refused: ${refused}`);
  return {
    open: async (address) => {
      const response = await call(address);
      return { status: response.status, text: await response.text() };
    },
    take: async (address) => {
      const response = await call(address);
      return { status: response.status, bytes: new Uint8Array(await response.arrayBuffer()) };
    },
  };
}
