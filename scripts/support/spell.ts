/** What no SQL can fill in: titles of cases of before 20261201090000 in pinyin. Nothing to do at any release after. */
import { syllablesOf } from "../../lib/units/register/rules";
import { withClient } from "./provision";

export const spellCases = (ownerUrl: string): Promise<void> =>
  withClient(ownerUrl, async (client) => {
    const { rows } = await client.query<{ id: string; title: string }>(
      "select id, title from cases c where not exists (select 1 from case_spellings s where s.case_id = c.id)",
    );
    await client.query(
      `insert into case_spellings (case_id, syllables) select * from unnest($1::uuid[], $2::text[]) on conflict do nothing`,
      [rows.map(({ id }) => id), rows.map(({ title }) => syllablesOf(title).join(" "))],
    );
  });
