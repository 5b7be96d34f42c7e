/** People who can sign in: builders store no credentials, since most tests need none. */
import { hashPassword } from "@/lib/platform/passwords";
import type { Role } from "@/lib/platform/rights";
import { createPerson, type Person } from "../../support/builders";
import { owner } from "../../support/owner";

export const PASSWORD = "Guancha#2026";
const hash = hashPassword(PASSWORD);

export async function createSigner(
  roles: Role | Role[] = "OBSERVER",
  over: { isActive?: boolean; mustChange?: boolean } = {},
): Promise<Person> {
  const person = await createPerson(roles, { isActive: over.isActive });
  await owner().query("insert into credentials (user_id, password_hash, must_change) values ($1, $2, $3)", [
    person.id,
    await hash,
    over.mustChange ?? false,
  ]);
  return person;
}

let addresses = 0;
/** Tests share the database: each takes an address of its own. */
export const nextAddress = (): string => `test ${process.pid} ${++addresses}`;

export const auditLinesOf = async (entityId: string) =>
  (
    await owner().query(
      'select action, actor_id as "actorId", before, after from audit_events where entity_id = $1 order by seq',
      [entityId],
    )
  ).rows;
