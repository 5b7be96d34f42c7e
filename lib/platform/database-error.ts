/**
 * What an uncaught database error may carry out of here: Next writes the whole of it to the server's log. Which rule
 * refused is told by code, constraint, table and routine; what somebody typed is told by nothing.
 */

/** An error that holds a driver's error that holds PostgreSQL's. */
const DEPTH = 5;

/**
 * Classes of PostgreSQL whose messages name our own things alone: constraints, tables, roles, connections, sentences of our own
 * triggers. Of any other a message may quote a value ("invalid input syntax for type date: …").
 */
const PLAIN = /^(08|0A|23|25|26|28|40|42|53|55|57|58|P0)/;

type OfDatabase = { code: string; message: string; constraint?: string; table?: string; routine?: string };

/** PostgreSQL's own error, as the driver gives it or as Prisma's adapter keeps it. */
function ofDatabase(error: object): OfDatabase | undefined {
  const word = (name: string): string | undefined => {
    const found: unknown = Reflect.get(error, name);
    return typeof found === "string" ? found : undefined;
  };
  const code = word("originalCode") ?? (word("severity") && word("code"));
  if (!code || !/^[0-9A-Z]{5}$/.test(code)) return undefined;
  return {
    code,
    message: word("originalMessage") ?? word("message") ?? "",
    constraint: word("constraint"),
    table: word("table"),
    routine: word("routine"),
  };
}

/** The error with all that it holds, outermost first; own parts, also those not listed: the cause of an error is none of its values. */
function within(error: unknown, depth = DEPTH): object[] {
  if (typeof error !== "object" || error === null || depth === 0) return [];
  const parts = Object.getOwnPropertyNames(error).flatMap((name) =>
    within(Reflect.get(error, name), depth - 1),
  );
  return [error, ...parts];
}

/**
 * `detail` is where PostgreSQL names the refused row or key with its values, `where` may show the text that it was reading; a
 * message that may quote a value gives way to the code, wherever the errors around it repeat it.
 */
export function withoutValues<T>(error: T): T {
  const parts = within(error);
  const quoting = parts.flatMap((part) => ofDatabase(part) ?? []).filter(({ code }) => !PLAIN.test(code));
  for (const part of parts) {
    for (const name of ["detail", ...(quoting.length > 0 ? ["where", "hint", "internalQuery"] : [])])
      Reflect.deleteProperty(part, name);
    for (const { code, message } of quoting) hide(part, message, `a value that PostgreSQL refused (${code})`);
  }
  return error;
}

function hide(part: object, said: string, instead: string): void {
  if (said === "") return;
  // within JSON and ticks the marks are escaped
  const forms = [said, JSON.stringify(said).slice(1, -1)];
  for (const name of Object.getOwnPropertyNames(part)) {
    const text: unknown = Reflect.get(part, name);
    if (typeof text !== "string") continue;
    const hidden = forms.reduce((rest, form) => rest.replaceAll(form, instead), text);
    if (hidden !== text) Reflect.set(part, name, hidden);
  }
}

/** For a line of the log: of the database's error what names no value, of another its message. */
export function toldOf(error: unknown): Record<string, string | undefined> {
  const [found] = within(error).flatMap((part) => ofDatabase(part) ?? []);
  if (found) {
    const { code, constraint, table, routine } = found;
    return { code, constraint, table, routine };
  }
  return { message: error instanceof Error ? error.message : "unknown" };
}
