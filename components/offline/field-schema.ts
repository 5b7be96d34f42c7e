import type { DBSchema, IDBPDatabase } from "idb";

/** What stands in the stores is read through the rules of its version: `unknown` until then. */
export type FieldSchema = DBSchema & {
  drafts: { key: string; value: unknown };
  outbox: { key: string; value: unknown };
  files: { key: string; value: { id: string; blob: Blob; at: string } };
  kit: { key: string; value: unknown };
  meta: { key: string; value: unknown };
  /** drafts and entries of a person who signed out, each under "<store>/<id>" (seal.ts) */
  sealed: { key: string; value: { iv: Uint8Array<ArrayBuffer>; data: ArrayBuffer } };
};
export type FieldStore = IDBPDatabase<FieldSchema>;
