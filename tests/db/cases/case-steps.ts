import { getCase } from "@/lib/cases/page/queries";
import { read } from "@/lib/platform/db";
import type { Person } from "@/tests/support/builders";

export const page = (person: Person, id: string) => read(person, (db) => getCase(db, id));
