import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { toldOf } from "@/lib/platform/database-error";
import { asSystemOnce, read, write, writeSql } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";
import { createPerson } from "@/tests/support/builders";

const SECRET = "不该写进日志的值";
const caught = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error("the database refused nothing");
};
/** As Next writes an error that nobody caught. */
const logged = (error: unknown) => inspect(error, { depth: 10, showHidden: true });

describe("an uncaught database error", () => {
  it.each([
    ["read", read],
    ["write", write],
    ["writeSql", writeSql],
  ] as const)("of %s names the rule that refused, and no value", async (_, open) => {
    const person = await createPerson("OBSERVER");
    const error = await caught(
      open(person, (db) => db.rows(sql`update users set locale = ${SECRET} where id = ${person.id}::uuid`)),
    );
    expect(logged(error)).toContain("users_locale_known");
    expect(logged(error)).not.toContain(SECRET);
  });

  it("of Prisma's model API names no value", async () => {
    const person = await createPerson("OBSERVER");
    const error = await caught(
      write(person, ({ orm }) =>
        orm.user.update({ where: { id: person.id }, data: { locale: SECRET }, select: { id: true } }),
      ),
    );
    expect(logged(error)).toContain("users_locale_known");
    expect(logged(error)).not.toContain(SECRET);
  });

  describe.each([
    ["read", read],
    ["write", write],
    ["writeSql", writeSql],
  ] as const)("in %s", (_, open) => {
    it.each([
      ["a day", sql`select ${SECRET}::date`, "22007"],
      ["a number", sql`select ${SECRET}::int`, "22P02"],
      ["JSON", sql`select ${`{"fact": ${SECRET}}`}::jsonb`, "22P02"],
      ["a part of a list", sql`select ${`{${SECRET}}`}::uuid[]`, "22P02"],
    ])("tells the code and not the text that was taken for %s", async (__, statement, code) => {
      const person = await createPerson("OBSERVER");
      const error = await caught(open(person, (db) => db.rows(statement)));
      expect(logged(error)).toContain(code);
      expect(logged(error)).not.toContain(SECRET);
      expect(toldOf(error)).toMatchObject({ code });
      expect(toldOf(error)).not.toHaveProperty("message");
    });
  });

  it("under the system role tells the code alone", async () => {
    const error = await caught(asSystemOnce("jobs", sql`select ${SECRET}::timestamptz`));
    expect(logged(error)).not.toContain(SECRET);
    expect(toldOf(error)).toMatchObject({ code: "22007", routine: "DateTimeParseError" });
  });

  it("keeps a sentence of our own that stops a mistake", async () => {
    const person = await createPerson("OBSERVER");
    const error = await caught(read(person, (db) => db.rows(sql`select * from no_such_table`)));
    expect(logged(error)).toContain("no_such_table");
    expect(toldOf(new Error("no unit of that code"))).toEqual({ message: "no unit of that code" });
  });
});
