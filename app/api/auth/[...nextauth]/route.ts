/** next-auth behind its own door: it checks the password through lib/accounts and seals a random session token. */
import type { NextRequest } from "next/server";
import NextAuth, { type NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { signIn } from "@/lib/accounts/sign-in/commands";
import { env } from "@/lib/platform/env";
import { isHttps, sessionCookieName } from "@/lib/platform/request";
import { ABSOLUTE_HOURS } from "@/lib/platform/session";

/** The nearest proxy appends the address it saw: the last entry is the one a client can't choose. */
const addressOf = (forwarded: unknown): string =>
  String(forwarded ?? "")
    .split(",")
    .at(-1)
    ?.trim()
    .slice(0, 60) || "local";

function options(): NextAuthOptions {
  return {
    secret: env().AUTH_SECRET,
    session: { strategy: "jwt", maxAge: ABSOLUTE_HOURS * 3600 },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    cookies: {
      sessionToken: {
        name: sessionCookieName(),
        options: { httpOnly: true, sameSite: "lax", path: "/", secure: isHttps() },
      },
    },
    providers: [
      Credentials({
        credentials: { account: { type: "text" }, password: { type: "password" } },
        async authorize(credentials, request) {
          const result = await signIn(credentials, addressOf(request.headers?.["x-forwarded-for"]));
          if (!result.ok) throw new Error(result.reason);
          return { id: result.userId, token: result.token };
        },
      }),
    ],
    callbacks: {
      // the cookie holds nothing but the token that names the session row
      jwt: ({ token, user }) => (user && "token" in user ? { token: user.token } : { token: token.token }),
      session: () => ({ expires: "" }),
      // never leave this origin; pages choose the way themselves
      redirect: ({ baseUrl }) => baseUrl,
    },
  };
}

type Context = { params: Promise<{ nextauth: string[] }> };
const handle = (request: NextRequest, context: Context): Promise<Response> =>
  NextAuth(request, context, options());

export { handle as GET, handle as POST };
