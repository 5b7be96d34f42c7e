/** As much of an IndexedDB as the sealing asks for: transactions that apply whole or not at all, and can be cut short. */
import type { FieldStore } from "@/components/offline/field-schema";

type Content = Record<string, Map<string, unknown>>;

export class Cut extends Error {}

export type MemoryStore = FieldStore & {
  content: Content;
  /** the device dies after so many more requests */
  dieAfter: (requests: number) => void;
};

const NAMES = ["drafts", "outbox", "files", "kit", "meta", "sealed"];

export function memoryStore(): MemoryStore {
  const content: Content = Object.fromEntries(NAMES.map((name) => [name, new Map()]));
  let left = Number.POSITIVE_INFINITY;
  const step = () => {
    left -= 1;
    if (left < 0) throw new Cut();
  };
  const keyOf = (value: unknown, key?: string): string => key ?? String(Reflect.get(Object(value), "id"));
  const at = (name: string): Map<string, unknown> => content[name] ?? new Map();

  function transaction() {
    const waiting: (() => void)[] = [];
    const objectStore = (name: string) => ({
      get: async (key: string) => {
        step();
        return at(name).get(key);
      },
      put: async (value: unknown, key?: string) =>
        void waiting.push(() => at(name).set(keyOf(value, key), value)),
      delete: async (key: string) => void waiting.push(() => at(name).delete(key)),
    });
    return {
      objectStore,
      get done() {
        return Promise.resolve().then(() => {
          step();
          for (const change of waiting) change();
        });
      },
    };
  }

  const store = {
    content,
    dieAfter: (requests: number) => {
      left = requests;
    },
    transaction,
    get: async (name: string, key: string) => {
      step();
      return at(name).get(key);
    },
    getAll: async (name: string) => {
      step();
      return [...at(name).values()];
    },
    getAllKeys: async (name: string) => {
      step();
      return [...at(name).keys()];
    },
    put: async (name: string, value: unknown, key?: string) => {
      step();
      at(name).set(keyOf(value, key), value);
    },
    delete: async (name: string, key: string) => {
      step();
      at(name).delete(key);
    },
  };
  return store as unknown as MemoryStore;
}
