import type { Person } from "@/tests/support/builders";
import { owner } from "@/tests/support/owner";

export const contact = (meeting: { contacts: Person[] }, at: number): Person => {
  const found = meeting.contacts[at];
  if (!found) throw new Error("no such contact");
  return found;
};

export const noticesOf = async (person: { id: string }): Promise<string[]> =>
  (
    await owner().query("select kind from notifications where user_id = $1 order by kind", [person.id])
  ).rows.map(({ kind }) => kind);
