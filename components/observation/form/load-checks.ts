/** The server's checks, fetched once something is typed; without this piece of script the server asks alone. */
export const loadChecks = () => import("@/lib/observations/form/check/rules").catch(() => null);
