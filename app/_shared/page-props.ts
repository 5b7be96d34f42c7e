/** What Next hands to a page; the search is parsed by the domain's filter schema before use. */
export type Search = Promise<Record<string, string | string[] | undefined>>;
export type PageProps<Params = Record<string, never>> = { params: Promise<Params>; searchParams: Search };
