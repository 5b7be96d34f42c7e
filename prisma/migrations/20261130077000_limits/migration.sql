-- Limits that an office sets (ADR 0041): how long an observer keeps a unit, when that is said beforehand, how many units
-- one has, and after how many days a unit counts as silent. They stand beside the deadlines, which are set, told and
-- brought back in the same way. What product.md says of them is the outer edge of what may be set.

alter table deadline_settings rename column days to amount;
alter table deadline_settings
  drop constraint deadline_settings_step_known,
  drop constraint deadline_settings_days_in_reach,
  add constraint deadline_settings_step_known check (step in
    ('TOLERANCE_ACCEPT', 'TOLERANCE_VERIFY', 'TOLERANCE_DETERMINE', 'TOLERANCE_FEEDBACK', 'TOLERANCE_APPEAL',
     'CASE_IMMEDIATE', 'CASE_UNIT_LED', 'CASE_JOINT_MEETING', 'CASE_ESCALATED', 'COMPLAINT_ANSWER', 'CORRECTION_ANSWER',
     'ROTATION_MONTHS', 'ROTATION_WARNING_MONTHS', 'UNITS_LEAST', 'UNITS_MOST', 'SILENT_DAYS')),
  add constraint deadline_settings_amount_in_reach check (case step
    -- rule 2: two years at most; rule 1: two or three units
    when 'ROTATION_MONTHS' then amount between 6 and 24
    when 'ROTATION_WARNING_MONTHS' then amount between 3 and 23
    when 'UNITS_LEAST' then amount between 2 and 3
    when 'UNITS_MOST' then amount between 2 and 3
    when 'SILENT_DAYS' then amount between 30 and 365
    else amount between 1 and 120 end);

create or replace function deadline_days(p_step text, p_on date) returns int
language sql stable security definer set search_path from current as $$
  select amount from deadline_settings where step = p_step and effective_on <= p_on
  order by effective_on desc, set_at desc limit 1
$$;

insert into deadline_settings (step, amount, effective_on) values
  ('ROTATION_MONTHS', 24, '2020-01-01'), ('ROTATION_WARNING_MONTHS', 21, '2020-01-01'),
  ('UNITS_LEAST', 2, '2020-01-01'), ('UNITS_MOST', 3, '2020-01-01'), ('SILENT_DAYS', 90, '2020-01-01');

-- On no day from the new one on is the reminder as late as the limit, or the least more than the most.
create function deadline_settings_agree() returns trigger language plpgsql security definer set search_path from current as $$
begin
  -- two who set one of a pair each go one after the other
  perform pg_advisory_xact_lock(hashtextextended('limits', 0));
  if exists (
    select 1 from (select distinct effective_on as day from deadline_settings
                   where effective_on >= new.effective_on
                     and step in ('ROTATION_MONTHS', 'ROTATION_WARNING_MONTHS', 'UNITS_LEAST', 'UNITS_MOST')) d
    where deadline_days('ROTATION_WARNING_MONTHS', d.day) >= deadline_days('ROTATION_MONTHS', d.day)
       or deadline_days('UNITS_LEAST', d.day) > deadline_days('UNITS_MOST', d.day)
  ) then
    perform refuse('deadline_settings_agree', 'the reminder comes before the limit, and the least is no more than the most');
  end if;
  return null;
end $$;
revoke all on function deadline_settings_agree() from public;
create trigger agree after insert on deadline_settings for each row
  when (new.step in ('ROTATION_MONTHS', 'ROTATION_WARNING_MONTHS', 'UNITS_LEAST', 'UNITS_MOST'))
  execute function deadline_settings_agree();

-- Rule 1 as before; who begins on a day also keeps to what is set for that day. An end is never refused by a limit that
-- was lowered meanwhile.
create or replace function assignments_keep_rules() returns trigger language plpgsql security definer set search_path from current as $$
declare
  span daterange := daterange(new.starts_on, new.ends_on, '[]');
  most int := 3;
begin
  perform 1 from users where id = new.observer_id for update;
  if tg_op = 'INSERT' then most := least(most, deadline_days('UNITS_MOST', new.starts_on)); end if;
  if exists (
    select 1
    from (select new.starts_on as day
          union select starts_on from assignments where observer_id = new.observer_id and starts_on <@ span) days
    where (select count(*) from assignments a
           where a.observer_id = new.observer_id and a.id <> new.id
             and days.day between a.starts_on and coalesce(a.ends_on, 'infinity')) >= most
  ) then
    perform refuse('assignments_at_most_three', 'an observer has no more units on any day than are allowed');
  end if;
  if exists (
    select 1 from recusal_declarations r
    where r.observer_id = new.observer_id and r.unit_id = new.unit_id and r.kind <> 'NATIVE_TOWN'
      and daterange(r.declared_on, r.ends_on, '[]') && span
      and (r.kind <> 'FORMER_WORKPLACE' or r.worked_until + interval '5 years' > new.starts_on)
      and not exists (
        select 1 from recusal_overrides v
        where v.observer_id = r.observer_id and v.unit_id = r.unit_id
          and new.starts_on between v.granted_on and v.expires_on)
  ) then
    perform refuse('assignments_recusal', 'a live recusal stands against it');
  end if;
  return new;
end $$;
