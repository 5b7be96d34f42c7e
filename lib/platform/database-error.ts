/** What an uncaught database error may carry out of here: Next writes the whole of it to the server's log. */

/** An error that holds a driver's error that holds PostgreSQL's. */
const DEPTH = 5;

/** `detail` is where PostgreSQL names the refused row or key with its values; which rule refused stands elsewhere. */
export function withoutDetail<T>(error: T, depth = DEPTH): T {
  if (typeof error !== "object" || error === null || depth === 0) return error;
  if ("detail" in error) Reflect.deleteProperty(error, "detail");
  // own ones, also those that are not listed: the cause of an error is none that Object.values gives
  for (const name of Object.getOwnPropertyNames(error)) withoutDetail(Reflect.get(error, name), depth - 1);
  return error;
}
