/** The number under which the server logged what broke; what broke in the browser has none. */
export const digestOf = (error: unknown): string | null =>
  error instanceof Error && "digest" in error && typeof error.digest === "string" ? error.digest : null;
