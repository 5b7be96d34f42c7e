/** What a store of files can do. Keys are made by us (letters, digits, one slash) and never name a path outside. */
export type StoredFile = { key: string; storedAt: Date };

export interface Storage {
  put(key: string, bytes: Buffer, mediaType: string): Promise<void>;
  /** null where there is no such file */
  get(key: string): Promise<ReadableStream<Uint8Array> | null>;
  /** nothing happens where there is none */
  delete(key: string): Promise<void>;
  exists(key: string): Promise<boolean>;
  /** everything that is stored, for the sweep of what no row names */
  list(): AsyncIterable<StoredFile>;
}
