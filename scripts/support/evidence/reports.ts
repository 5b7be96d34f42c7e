/** 报告, recounted apart from the database's own functions. */
import { bareSentences, labelsIn } from "@/lib/reports/rules";
import { bySql, type Check, SHOWN } from "./check";
import { differing, drawPeople } from "./sight";

const cited: Check = {
  rule: 3,
  title: "no statement of a report stands without a citation",
  broken: async ({ owner }) => {
    const { rows } = await owner.query<{ found: string; text: string; labels: string[] }>(`
      select p.report_id || ' ' || p.position || ' ' || p.version as found, p.text,
        array(select c.label from report_citations c where c.report_id = p.report_id) as labels
      from report_paragraphs p`);
    return rows
      .filter(
        ({ text, labels }) =>
          bareSentences(text).length > 0 || labelsIn(text).some((label) => !labels.includes(label)),
      )
      .map(({ found }) => found)
      .slice(0, SHOWN);
  },
};

const seen: Check = {
  rule: 7,
  title: "a report is seen by reviewers of its level, by leaders once it is final, and by nobody else",
  broken: async (asked) => {
    const broken: string[] = [];
    for (const person of await drawPeople(asked, [
      "OBSERVER",
      "REVIEWER",
      "LEADER",
      "ADMIN",
      "LIAISON",
      "CADRE",
    ])) {
      const isOne = (role: string) => person.roles.includes(role);
      const { rows: expected } = await asked.owner.query<{ id: string }>(
        `select id from reports where confidentiality <= $3 and ($1 or $2 and state in ('FINAL', 'SIGNED'))
           and ($4::uuid is null or not ($4 = any (cadre_ids)))
           and not (cadre_ids && array(
             select c.cadre_id from review_recusals x join review_candidates c on c.id = x.candidate_id
             join review_positions p on p.id = c.position_id join review_batches b on b.id = p.batch_id
             where x.user_id = $5 and x.lifted_at is null and b.state = 'OPEN'))`,
        [isOne("REVIEWER"), isOne("LEADER"), person.clearance, person.cadre_id, person.id],
      );
      const { open, loose } = await asked.as(person, async (client) => ({
        open: (await client.query<{ id: string }>("select id from reports")).rows,
        loose: (
          await client.query<{ id: string }>(`
            select report_id as id from (select report_id from report_citations union select report_id from report_paragraphs) l
            where not exists (select 1 from reports r where r.id = l.report_id)`)
        ).rows,
      }));
      const wrong = differing(
        open.map(({ id }) => id),
        expected.map(({ id }) => id),
      );
      broken.push(...[...wrong, ...loose.map(({ id }) => id)].map((id) => `${person.role} ${id}`));
    }
    return broken.slice(0, SHOWN);
  },
};

export const reportChecks: Check[] = [
  cited,
  bySql(
    3,
    "what a report cites was there, accepted or corroborated when it was frozen",
    `select c.report_id || ' ' || c.label as found from report_citations c join reports r on r.id = c.report_id
     where c.kind = 'RECORD' and not exists (select 1 from observation_reviews v where v.observation_id = c.entity_id
              and v.revision_no = c.revision_no and v.decision = 'ACCEPT' and v.decided_at <= r.frozen_at)
        or c.kind = 'ACHIEVEMENT' and not exists (select 1 from achievement_events e where e.achievement_id = c.entity_id
              and e.to_state = 'CORROBORATED' and e.at <= r.frozen_at)
        or c.kind = 'CONCERN' and not exists (select 1 from concern_events e where e.concern_id = c.entity_id
              and e.to_state in ('WATCHING', 'REMINDED') and e.at <= r.frozen_at)
        or c.kind = 'PAPER' and not exists (select 1 from achievement_sources s where s.id = c.entity_id)
        or c.kind = 'CASE' and not exists (select 1 from cases k where k.id = c.entity_id)
        or c.kind = 'MEETING' and not exists (select 1 from coordination_meetings m where m.id = c.entity_id)
        or c.kind like 'TOLERANCE%' and not exists (select 1 from tolerance_cases t where t.id = c.entity_id)`,
  ),
  bySql(
    8,
    "a report is about everybody who stands in what it cites",
    `select distinct r.id || ' ' || who.cadre_id as found
     from report_citations c join reports r on r.id = c.report_id
     -- up to the revision that is cited: a later one is no part of the report; a paper stands beside its claim
     join (select 'RECORD' as kind, observation_id as id, revision_no, cadre_id from observation_cadres
           union select 'ACHIEVEMENT', achievement_id, revision_no, cadre_id from achievement_cadres
           union select 'CONCERN', id, 0, cadre_id from concerns
           union select 'TOLERANCE', tolerance_id, 0, cadre_id from tolerance_cadres) who
       on who.id = c.entity_id and who.kind = split_part(c.kind, '_', 1) and who.revision_no <= coalesce(c.revision_no, 0)
     where r.frozen_at is not null and who.cadre_id <> all (r.cadre_ids)`,
  ),
  bySql(
    5,
    "a report cites no remark but as a source of a concern that it cites",
    `select c.report_id || ' ' || c.label as found from report_citations c
     join observations o on o.id = c.entity_id and o.polarity = 'ATTENTION'
     where c.kind = 'RECORD' and not exists (
       select 1 from report_citations n join concern_sources s on s.concern_id = n.entity_id
       where n.report_id = c.report_id and n.kind = 'CONCERN' and s.observation_id = o.id)
       and not exists (select 1 from achievement_sources s where s.observation_id = o.id and s.id = any (c.source_ids))`,
  ),
  bySql(
    6,
    "a finalised report is not written any more, and is signed by another",
    `select r.id::text as found from reports r
     where r.state in ('FINAL', 'SIGNED') and (r.snapshot is null or r.frozen_at > r.finalised_at
       or exists (select 1 from report_paragraphs p where p.report_id = r.id and p.written_at > r.finalised_at)
       or r.signed_by in (r.made_by, r.finalised_by))`,
  ),
  seen,
];
