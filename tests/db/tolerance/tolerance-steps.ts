import { read } from "@/lib/platform/db";
import { getTolerance } from "@/lib/tolerance/queries";
import type { Person } from "@/tests/support/builders";
import { owner } from "@/tests/support/owner";

export const page = (person: Person, id: string) => read(person, (db) => getTolerance(db, id));

export const told = async (person: Person, id: string) => {
  const { rows } = await owner().query(
    "select kind from notifications where user_id = $1 and matter_id = $2 order by created_at, kind",
    [person.id, id],
  );
  return rows.map((row) => row.kind as string);
};

export const ok = { ok: true };
