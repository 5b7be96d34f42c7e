/** What grows with the cadres and tasks of an observer: looked up in a set, not compared one by one; counted for a page at once. */
import { beforeAll, describe, expect, it } from "vitest";
import { listCadres } from "@/lib/cadres/queries";
import { cadreFilter } from "@/lib/cadres/schema";
import type { ScopedDb } from "@/lib/platform/db";
import type { Sql } from "@/lib/platform/sql";
import { createCadre, createPerson, createUnit, type Person, today } from "@/tests/support/builders";
import { asAppRole } from "@/tests/support/owner";

type Node = { "Relation Name"?: string; "Actual Loops"?: number; Plans?: Node[] };
const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

async function explained(
  person: Person,
  options: string,
  { text, values }: Pick<Sql, "text" | "values">,
): Promise<Node[]> {
  return asAppRole(async (client) => {
    await client.query("begin");
    await client.query("select id from enter($1::uuid)", [person.id]);
    const { rows } = await client.query(
      `explain (format json${options}) ${text}`,
      values as unknown[] | undefined,
    );
    return nodesOf(rows[0]["QUERY PLAN"][0].Plan);
  });
}

let observer: Person;
beforeAll(async () => {
  const unit = await createUnit();
  await createCadre(unit);
  observer = await createPerson("OBSERVER", { units: [unit] });
});

describe("what an observer may see", () => {
  it.each(["cadres", "post_holdings", "central_task_members", "central_tasks"])(
    "of %s is looked up in a set that is hashed once",
    async (table) => {
      const nodes = await explained(observer, "", { text: `select count(*) from ${table}`, values: [] });
      expect(JSON.stringify(nodes)).toContain("hashed SubPlan");
    },
  );

  it("of a page of cadres is counted at once, and not cadre by cadre", async () => {
    const sent: Sql[] = [];
    const rows = async <T>(query: Sql): Promise<T[]> => {
      sent.push(query);
      return [];
    };
    await listCadres(
      { rows } as ScopedDb,
      { roles: ["OBSERVER"], cadreId: null },
      cadreFilter.parse({}),
      today(),
    );
    const ran = await explained(observer, ", analyze", sent[0] as Sql);
    const read = ran
      .filter((node) => (node["Actual Loops"] ?? 0) > 0)
      .map((node) => node["Relation Name"] ?? "");
    expect(read).toContain("cadres");
    for (const counts of ["cadre_month_counts", "cadre_evidence_counts", "observation_cadres"])
      expect(read).not.toContain(counts);
  });
});
