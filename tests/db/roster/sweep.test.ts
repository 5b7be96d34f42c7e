import { describe, expect, it } from "vitest";
import { sweepImports } from "@/lib/roster/sweep/commands";
import { createPerson } from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";
import { storeImport } from "@/tests/support/roster";

const cellsOf = async (id: string) =>
  (await owner().query("select raw, typed, taken, verdict from import_rows where batch_id = $1", [id]))
    .rows[0];
const age = (id: string, days: number) =>
  owner().query("update import_batches set uploaded_at = now() - make_interval(days => $2) where id = $1", [
    id,
    days,
  ]);
const EMPTY = { raw: [], typed: {}, taken: {} };

describe("sweepImports", () => {
  it("empties the cells of a preview after thirty days and leaves it; a younger one stays", async () => {
    const admin = await createPerson("ADMIN");
    const [old, young] = [await storeImport(admin), await storeImport(admin)];
    await owner().query("alter table import_batches disable trigger keep");
    await age(old, 31);
    await age(young, 29);
    await owner().query("alter table import_batches enable trigger keep");
    await sweepImports();
    expect(await cellsOf(old)).toEqual({ ...EMPTY, verdict: "FAULTY" });
    expect((await cellsOf(young)).raw).not.toEqual([]);
    const { rows } = await owner().query(
      "select state from import_batches where id = any($1) order by uploaded_at",
      [[old, young]],
    );
    expect(rows.map(({ state }) => state)).toEqual(["DISCARDED", "PREVIEWED"]);
    // nothing is done twice
    await sweepImports();
    expect(await cellsOf(old)).toMatchObject(EMPTY);
  });

  it("is nothing that a person can do: the sweep is the system's, and over is over", async () => {
    const admin = await createPerson("ADMIN");
    const id = await storeImport(admin);
    await owner().query("update import_batches set state = 'DISCARDED', row_version = 2 where id = $1", [id]);
    const as = (text: string) =>
      asAppRole(async (client) => {
        await client.query("begin");
        await client.query("select enter($1)", [admin.id]);
        await client.query(text, text.includes("$1") ? [id] : []);
      });
    await expect(as("select sweep_imports()")).rejects.toThrow(/permission denied/);
    await expect(as("update import_rows set typed = '{}' where batch_id = $1")).rejects.toThrow(/import/);
  });
});
