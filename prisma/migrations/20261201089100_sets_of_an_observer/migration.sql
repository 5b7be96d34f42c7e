-- Whose cadres and tasks an observer may see is looked up in a hash table, not compared with each of a list: an array that is computed
-- once a statement is searched from its beginning for every row (312 cadres beside 4,007 posts took 10 ms of the processor each time a
-- statement read the posts), a set is hashed once. The terms are those that stood there. For all others neither is computed.
alter policy roster_read on post_holdings using (
  (select viewer_is('REVIEWER', 'LEADER', 'ADMIN')) or cadre_id in (select unnest(viewer_cadre_ids())));
alter policy roster_read on cadres using (
  (select viewer_is('REVIEWER', 'LEADER', 'ADMIN')) or id in (select unnest(viewer_cadre_ids())));
alter policy business_read on central_task_members using (
  (select viewer_is('REVIEWER', 'LEADER', 'ADMIN')) or cadre_id in (select unnest(viewer_cadre_ids())));
alter policy business_read on central_tasks using (
  (select viewer_is('REVIEWER', 'LEADER', 'ADMIN')) or id in (select unnest(viewer_task_ids())));
