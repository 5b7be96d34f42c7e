type Params = Record<string, string | number | undefined>;

/** A page's address with these parameters, some of them changed; what is empty or not set stays out of it. */
export function addressOf(path: string, params: Params, over: Params = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...params, ...over })) {
    if (value !== undefined && value !== "") query.set(name, String(value));
  }
  return query.size > 0 ? `${path}?${query}` : path;
}
