/** What a check of the evidence is: which rule of product.md it recounts, and how. */
import type pg from "pg";

export type Asked = {
  /** the owner: sees every row */
  owner: pg.ClientBase;
  /** the serving process's own role, as a given person or as nobody */
  as<T>(person: { id: string } | null, ask: (client: pg.ClientBase) => Promise<T>): Promise<T>;
};

export type Check = {
  /** number in product.md, "Rules that always hold" */
  rule: number;
  title: string;
  /** identifiers of what breaks the rule, never personal text; empty where it holds */
  broken: (asked: Asked) => Promise<string[]>;
};

/** As many as are named of what breaks one rule. */
export const SHOWN = 5;

/** A statement whose rows, one column `found`, are what breaks the rule. */
export const bySql = (rule: number, title: string, statement: string): Check => ({
  rule,
  title,
  broken: async ({ owner }) => {
    const { rows } = await owner.query<{ found: string }>(
      `select found from (${statement}) broken limit ${SHOWN}`,
    );
    return rows.map(({ found }) => found);
  },
});
