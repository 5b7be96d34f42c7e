const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-/;

/** First part of an identifier, enough to tell lines apart; words stay whole. */
export const shortId = (id: string): string => (UUID.test(id) ? id.slice(0, 8) : id);
export const shortHash = (hash: string): string => hash.slice(0, 10);
