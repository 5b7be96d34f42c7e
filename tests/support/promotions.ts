/** A promotion as an outcome keeps it, stored by the owner. */
import { randomUUID } from "node:crypto";
import type { TestCadre, TestUnit } from "./builders";
import { owner } from "./owner";

export async function promote(
  cadre: TestCadre,
  from: TestUnit,
  to: TestUnit,
  decidedOn: string,
): Promise<void> {
  await owner().query(
    `insert into promotion_outcomes (id, cadre_id, decided_on, started_on, from_unit_id, from_title, from_level, to_unit_id,
       to_title, to_level, to_tier, document)
     values ($1, $2, $3, $3, $4, '副主任', '乡科级副职', $5, '主任', '乡科级正职', 'TEAM', '市委干〔2012〕5号')`,
    [randomUUID(), cadre.id, decidedOn, from.id, to.id],
  );
}
