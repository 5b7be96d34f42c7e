/** next-auth behind its own door: it checks the password through lib/accounts and seals a random session token. */
import type { NextRequest } from "next/server";
import NextAuth, { type NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { signIn } from "@/lib/accounts/sign-in/commands";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { addressIn, sessionCookieName, sessionCookieOptions } from "@/lib/platform/request";
import { ABSOLUTE_HOURS, endSession, findSession } from "@/lib/platform/session";

/** What is thrown here stands in the answer's address: a word of ours, never a database's message. */
async function authorize(credentials: unknown, forwarded: unknown) {
  const result = await signIn(credentials, addressIn(forwarded)).catch((error: unknown) => {
    log.error({ err: error }, "sign-in broke");
    return { ok: false, reason: "broken" } as const;
  });
  if (!result.ok) throw new Error(result.reason);
  return { id: result.userId, token: result.token };
}

function options(): NextAuthOptions {
  return {
    secret: env().AUTH_SECRET,
    session: { strategy: "jwt", maxAge: ABSOLUTE_HOURS * 3600 },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    cookies: { sessionToken: { name: sessionCookieName(), options: sessionCookieOptions() } },
    providers: [
      Credentials({
        credentials: { account: { type: "text" }, password: { type: "password" }, code: { type: "text" } },
        authorize: (credentials, request) => authorize(credentials, request.headers?.["x-forwarded-for"]),
      }),
    ],
    callbacks: {
      // the cookie holds nothing but the token that names the session row
      jwt: ({ token, user }) => (user && "token" in user ? { token: user.token } : { token: token.token }),
      // who is signed in, by the row and not by the cookie
      session: async ({ session, token }) => {
        const state = typeof token.token === "string" ? await findSession(token.token) : undefined;
        if (state?.kind !== "live") return { expires: new Date(0).toISOString() };
        return { user: { name: state.viewer.name }, expires: session.expires };
      },
      // never leave this origin; pages choose the way themselves
      redirect: ({ baseUrl }) => baseUrl,
    },
    // next-auth's own sign-out only forgets the cookie
    events: {
      signOut: async ({ token }) => {
        if (typeof token?.token === "string") await endSession(token.token);
      },
    },
  };
}

type Context = { params: Promise<{ nextauth: string[] }> };

/** next-auth's doors that are used; its pages are not ours and stay shut. */
const DOORS = ["GET csrf", "GET providers", "GET session", "POST callback/credentials", "POST signout"];

async function handle(request: NextRequest, context: Context): Promise<Response> {
  const { nextauth } = await context.params;
  if (!DOORS.includes(`${request.method} ${nextauth.join("/")}`)) return new Response(null, { status: 404 });
  return NextAuth(request, context, options());
}

export { handle as GET, handle as POST };
