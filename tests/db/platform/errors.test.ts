import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { read, write, writeSql } from "@/lib/platform/db";
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
});
