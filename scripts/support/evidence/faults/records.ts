/** Faults of assignments, records, grades and the counts kept of them. */

/** Each fault of records spoils one of its own: one fault must not hide another. */
const record = (n: number): string =>
  `(select o.id from observations o join observation_cadres l on l.observation_id = o.id
    where l.revision_no = 1 and l.position = 0 and o.central_task_id is null order by o.id offset ${n} limit 1)`;

export const RECORD_FAULTS: Record<string, string> = {
  "no constraint is left unproven":
    "alter table units add constraint planted check (short_name <> name) not valid",
  "no two assignments of one observer and unit overlap": `
    alter table assignments drop constraint assignments_no_overlap;
    insert into assignments (observer_id, unit_id, starts_on, reason, made_by)
    select observer_id, unit_id, starts_on, '重复', made_by from assignments where ends_on is null order by id limit 1`,
  "nobody holds more than three units on any day": `
    insert into assignments (observer_id, unit_id, starts_on, reason, made_by)
    select a.observer_id, u.id, a.starts_on, '多出', a.made_by
    from (select * from assignments where ends_on is null order by id desc limit 1) a, (select id from units order by code limit 4) u`,
  "no assignment was begun against a live recusal without an override": `
    insert into recusal_declarations (observer_id, unit_id, kind, declared_on, note)
    select observer_id, unit_id, 'KIN', starts_on, '亲属' from assignments where ends_on is null order by id limit 1`,
  "who came along held no post in the unit of the record, nor in that of a cadre in it": `
    update observations o set second_observer_id = (
      select u.id from users u where u.cadre_id is null and u.id <> o.observer_id order by u.id limit 1) where id = ${record(8)};
    update users u set cadre_id = (select l.cadre_id from observation_cadres l where l.observation_id = ${record(8)} and l.position = 0 limit 1)
    where u.id = (select o.second_observer_id from observations o where o.id = ${record(8)})`,
  "a cadre's line names a post that they held on the day of the event": `
    update observation_cadres set post_title = '从未担任' where observation_id = ${record(1)}`,
  "a cadre's line stands at the time of its own revision": `
    update observation_cadres set started_at = started_at + interval '1 day' where observation_id = ${record(2)}`,
  "a cadre of another unit stands in a record only as a member of its task": `
    update observation_cadres l set unit_id = (select id from units u where u.id <> o.unit_id order by code limit 1)
    from observations o where o.id = l.observation_id and o.id = ${record(3)}`,
  "the names that search finds a record by are those of its cadres": `
    update observations set cadre_names = '另有其人' where id = ${record(4)}`,
  "a record says what its newest revision says": `update observations set fact = '改过' where id = ${record(5)}`,
  "every revision of a record is kept, from the first to the present one": `
    update observations set revision_no = revision_no + 1 where id = ${record(6)}`,
  "a state has its decision, made by somebody else and within their level": `
    update observations set state = case state when 'ACCEPTED' then 'RETURNED' else 'ACCEPTED' end where id = ${record(7)}`,
  "a record lies inside an assignment of its observer, or inside a task that they observe": `
    update observations o set observer_id = (select u.id from users u where not exists (
      select 1 from assignments a where a.observer_id = u.id) order by u.id limit 1) where id = ${record(7)}`,
  "nobody observes a task that they are a member of": `
    insert into central_task_observers (task_id, observer_id, starts_on, reason)
    select m.task_id, u.id, m.starts_on, '本人' from central_task_members m join users u on u.cadre_id = m.cadre_id limit 1`,
  "members, parties and observers stay inside the days of their task, and 主战场 does": `
    update central_task_members set starts_on = starts_on - 400 where id = (select id from central_task_members order by id limit 1)`,
  "every revision of a task is kept, and the newest says what the task says": `
    update central_tasks set name = '改过的名称' where id = (select id from central_tasks order by id limit 1)`,
  "a file belongs to a record, an entry that waits or a cadre's request":
    "update attachments set entry_id = gen_random_uuid() where id = (select id from attachments order by id limit 1)",
  "an item of the two lists that a record cites was in force on its day": `
    update observations set conduct_item_ids = array[(select id from conduct_items where ends_on is not null order by ends_on limit 1)]
    where id = (select id from observations order by started_at desc, id limit 1)`,
  "a place of the two lists holds one wording at a time, and ten places are all": `
    alter table conduct_items drop constraint conduct_items_one_wording;
    insert into conduct_items (list, position, text, text_en) values ('POSITIVE', 1, '重复的一条', 'twice')`,
  "grades of a period follow each other by versions without a gap": `
    update appraisals set version_no = 5, reason = '跳号' where id = (select id from appraisals order by id limit 1)`,
  "the use of each item by month equals a recount": "update conduct_counts set records = records + 1",
  "the counts by unit, month and method equal a recount":
    "update observation_counts set records = records + 1",
  "the counts by unit, month and tone equal a recount": "update polarity_counts set records = records + 1",
  "the counts by central task, unit, method and tone equal a recount":
    "update task_counts set records = records + 1",
  "the counts by cadre, recorder and method equal a recount":
    "update cadre_evidence_counts set records = records + 1",
  "the counts by cadre and month equal a recount": "update cadre_month_counts set records = records + 1",
  "the counts of each sight by unit, month and method equal a recount":
    "update sight_counts set open_2 = open_2 + 1",
  "the counts of each sight by central task and month equal a recount":
    "update task_sight_counts set open_1 = open_1 + 1",
  "the counts that all observers of a unit share equal a recount":
    "update shared_counts set records = records + 1",
  "the counts of an observer's own records equal a recount": "update own_counts set records = records + 1",
  "the counts of each sight by recorder, unit and method equal a recount":
    "update recorder_counts set all_3 = all_3 + 1, open_1 = open_1 + 1, open_2 = open_2 + 1, open_3 = open_3 + 1",
  "the lines about each cadre by recorder and tone equal a recount":
    "update judged_counts set positive_1 = positive_1 + 1, positive_2 = positive_2 + 1, positive_3 = positive_3 + 1",
  "the counts of a task that all observers of a unit share equal a recount":
    "update task_shared_counts set records = records + 1",
  "the counts of an observer's own records of a task equal a recount":
    "update task_own_counts set records = records + 1",
  "the counts of each sight by cadre, month and unit equal a recount":
    "update cadre_sight_counts set attention[4] = attention[4] + 1",
  "what each sight is told of a cadre's file equals a recount":
    "update cadre_file_counts set records[2] = records[2] - 1 where facet = 'dimension'",
  "what each sight is told of the evidence about a cadre equals a recount":
    "update cadre_sight_strengths set recorders = recorders + 1",
  "what each sight is told of a task's records equals a recount":
    "update task_file_counts set records[5] = records[5] + 1 where facet = 'item'",
  "what each sight is told of a cadre in a task's records equals a recount":
    "update task_cadre_counts set records[1] = records[1] + 1 where facet = 'polarity'",
  "the remarkable records of a cadre in a task are those that its page walks to":
    "update observation_cadres set remarkable_of = null where remarkable_of is not null",
  "what reviewers and leaders are told of a task's records equals those that they can open":
    "update task_file_counts set records = array(select n + 1 from unnest(records) n)",
  "the records listed of each item of the two lists are those that cite it":
    "delete from observation_items where item_id = (select item_id from observation_items order by 1 limit 1)",
  "the cadres of an observer's records equal a recount": "delete from observer_cadres",
  "what was handed over and taken in is a record, once; what was declined is none": `
    alter table handovers drop constraint handovers_settled_whole;
    update handovers set state = 'ADMITTED' where state = 'WAITING'`,
};
