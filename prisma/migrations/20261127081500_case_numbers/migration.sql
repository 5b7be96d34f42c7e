-- The ten-thousandth case of a year has a number of its own: lpad() cuts what is longer.
create or replace function cases_begin() returns trigger language plpgsql security definer set search_path from current as $$
declare
  day date;
  place text;
begin
  if viewer_id() is not null then
    new.raised_at := now();
  end if;
  day := city_day(new.raised_at);
  -- numbers without a gap: one after the other
  perform pg_advisory_xact_lock(hashtextextended('case numbers', 0));
  place := 1 + (select count(*) from cases where number like 'SX-' || to_char(day, 'YYYY') || '-%');
  new.number := 'SX-' || to_char(day, 'YYYY') || '-' || lpad(place, greatest(4, length(place)), '0');
  new.tier_since := coalesce(case when viewer_id() is null then new.tier_since end, day);
  new.due_on := coalesce(new.due_on, case_due_on(new.tier, new.tier_since));
  if viewer_id() is not null and new.due_on < day then
    perform refuse('cases_due_ahead', 'a deadline lies ahead');
  end if;
  return new;
end $$;
