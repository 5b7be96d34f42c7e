-- 跟进 of a case: what a meeting decided or the department asks of a unit. Its owner may be the liaison of a party, who
-- reads it as all who see the case do: it says nothing of what was observed.
alter table follow_ups
  add column case_id uuid references cases (id),
  drop constraint follow_ups_of_one_thing,
  add constraint follow_ups_of_one_thing check (num_nonnulls(observation_id, achievement_id, case_id) = 1);
create index follow_ups_case on follow_ups (case_id) where case_id is not null;

-- A liaison or an observer of a unit that takes part.
create function case_party_person(p_case uuid, p_unit uuid, p_person uuid) returns boolean
language sql stable security definer set search_path from current as $$
  select exists (select 1 from case_parties where case_id = p_case and unit_id = p_unit)
    and (is_contact_of(p_person, p_unit)
         or exists (select 1 from assignments s join users p on p.id = s.observer_id and p.is_active
                    where s.observer_id = p_person and s.unit_id = p_unit
                      and city_today() between s.starts_on and coalesce(s.ends_on, 'infinity')))
$$;
revoke all on function case_party_person(uuid, uuid, uuid) from public;
grant execute on function case_party_person(uuid, uuid, uuid) to observer_app;

create policy follow_ups_read_of_cases on follow_ups for select to observer_app using (
  case_id is not null and exists (select 1 from cases c where c.id = case_id));
-- Asked of a liaison or an observer of a party; or taken on oneself.
create policy follow_ups_make_of_cases on follow_ups for insert to observer_app with check (
  case_id is not null and observation_id is null and achievement_id is null
  and exists (select 1 from cases c where c.id = case_id and c.state in ('OPEN', 'SETTLED'))
  and case_party_person(case_id, follow_ups.unit_id, owner_id)
  and (owner_id = (select viewer_id()) and asked_by is null
       or asked_by = (select viewer_id()) and (select viewer_is('OBSERVER', 'REVIEWER', 'LEADER'))));
grant insert (case_id) on follow_ups to observer_app;

-- a notice of it names the case
create or replace function follow_ups_tell() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op = 'INSERT' then
    insert into notifications (user_id, kind, unit_id, observation_id, achievement_id, matter_id, follow_up_id, day, created_at)
    select owner_id, 'FOLLOW_UP_ASKED', unit_id, observation_id, achievement_id, case_id, id, due_on, least(created_at, now())
    from added where asked_by is not null and done_at is null and is_news(city_day(created_at))
    on conflict do nothing;
  else
    insert into notifications (user_id, kind, unit_id, observation_id, achievement_id, matter_id, follow_up_id)
    select n.asked_by, 'FOLLOW_UP_CLOSED', n.unit_id, n.observation_id, n.achievement_id, n.case_id, n.id
    from added n join removed o on o.id = n.id
    where n.asked_by is not null and o.done_at is null and n.done_at is not null and n.closed_by is distinct from n.asked_by
    on conflict do nothing;
  end if;
  return null;
end $$;
