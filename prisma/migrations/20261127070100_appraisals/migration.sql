-- 平时考核 and 年度考核: grades as facts of a period, entered or imported; a correction is a new version with its reason.

create table appraisals (
  id uuid primary key default gen_random_uuid(),
  cadre_id uuid not null references cadres (id),
  kind text not null,
  year smallint not null,
  -- of a routine appraisal: its quarter
  quarter smallint,
  grade text not null,
  -- unit held on the last day of the period (rule 4)
  unit_id uuid not null references units (id),
  source text not null,
  version_no int not null default 1,
  reason text not null default '',
  recorded_by uuid references users (id),
  recorded_at timestamptz(3) not null default now(),
  constraint appraisals_kind_known check (kind in ('ANNUAL', 'ROUTINE')),
  constraint appraisals_year_in_reach check (year between 1990 and 2100),
  constraint appraisals_quarter_of_routine check ((kind = 'ROUTINE') = (quarter is not null) and quarter between 1 and 4),
  constraint appraisals_grade_known check (
    (kind = 'ANNUAL' and grade in ('优秀', '称职', '基本称职', '不称职')) or (kind = 'ROUTINE' and grade in ('好', '较好', '一般', '较差'))),
  constraint appraisals_source_size check (length(trim(source)) between 2 and 200),
  constraint appraisals_correction_reasoned check (version_no = 1 or length(trim(reason)) >= 2)
);
create unique index appraisals_version on appraisals (cadre_id, kind, year, coalesce(quarter, 0), version_no);

alter table appraisals enable row level security;
alter table appraisals force row level security;
do $$
begin
  execute format('create policy owner_maintains on appraisals to %I using (true) with check (true)', current_user);
end $$;
create policy business_only on appraisals as restrictive to observer_app
  using ((select viewer_is_business())) with check ((select viewer_is_business()));
-- The department, and the cadre their own; observers judge what they see, and are not told what others have graded.
create policy appraisals_read on appraisals for select to observer_app using (
  (select viewer_is('REVIEWER', 'LEADER')) or ((select viewer_is('CADRE')) and cadre_id = (select viewer_cadre_id())));
-- nobody grades themselves
create policy appraisals_record on appraisals for insert to observer_app with check (
  (select viewer_is('REVIEWER')) and recorded_by = (select viewer_id()) and cadre_id is distinct from (select viewer_cadre_id()));
grant select on appraisals to observer_app;
grant insert (cadre_id, kind, year, quarter, grade, source, version_no, reason, recorded_by) on appraisals to observer_app;

create trigger append_only before update or delete on appraisals for each row execute function refuse_change();
create trigger append_only_truncate before truncate on appraisals for each statement execute function refuse_change();

create function appraisals_fill() returns trigger language plpgsql security definer set search_path from current as $$
declare
  until date := case when new.kind = 'ANNUAL' then make_date(new.year, 12, 31)
                     else (make_date(new.year, (new.quarter - 1) * 3 + 1, 1) + interval '3 months - 1 day')::date end;
  latest int;
begin
  if until > city_today() + 31 then
    perform refuse('appraisals_period_over', 'a period is graded when it is over');
  end if;
  -- versions of one grade follow each other without a gap; of two people who write at once the unique index takes one
  select max(version_no) into latest from appraisals
    where cadre_id = new.cadre_id and kind = new.kind and year = new.year and quarter is not distinct from new.quarter;
  if new.version_no <> coalesce(latest, 0) + 1 then
    perform refuse('appraisals_version_follows', 'this grade has been recorded or corrected meanwhile');
  end if;
  select p.unit_id into new.unit_id from post_holdings p
    where p.cadre_id = new.cadre_id and p.starts_on <= until
    order by (until <= coalesce(p.ends_on, 'infinity')) desc, p.is_primary desc, p.starts_on desc limit 1;
  if new.unit_id is null then
    perform refuse('appraisals_in_office', 'the cadre held no post by then');
  end if;
  return new;
end $$;
revoke all on function appraisals_fill() from public;
create trigger fill before insert on appraisals for each row execute function appraisals_fill();
