-- 拆分 and 更名: a unit knows from which one it was split off, and since when it bears its name. A change of name with a
-- day is a rename: the earlier name stays told with its last day; one without is a correction of what was entered wrongly.

alter table units
  add column split_from uuid references units (id),
  -- null: since it began
  add column named_on date,
  add constraint units_split_from_another check (split_from <> id);
create index units_split_from on units (split_from) where split_from is not null;
grant insert (split_from), update (named_on) on units to observer_app;

create function units_named() returns trigger language plpgsql as $$
begin
  if viewer_id() is null then return new; end if;
  if tg_op = 'INSERT' then
    -- what splits off begins while the other one stands
    if new.split_from is not null and not exists (
         select 1 from units p where p.id = new.split_from
           and coalesce(p.starts_on, '-infinity') <= new.starts_on and coalesce(p.ends_on, 'infinity') >= new.starts_on - 1) then
      perform refuse('units_split_from_living', 'a unit is split off from one that stands');
    end if;
  elsif new.named_on is distinct from old.named_on and (new.named_on is null or new.named_on > city_today()
        or new.named_on <= coalesce(old.named_on, old.starts_on, '-infinity')) then
    perform refuse('units_named_in_order', 'a name begins after the one before it, and not ahead of today');
  end if;
  return new;
end $$;
revoke all on function units_named() from public;
create trigger named before insert or update on units for each row execute function units_named();
