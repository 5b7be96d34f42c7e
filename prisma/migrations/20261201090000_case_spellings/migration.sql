-- The title of a case as it is spelled, a syllable for each of its characters with blanks between: 临时堆场 → lin shi dui chang.
-- What nobody can spell stands for itself.
-- A title is never rewritten, so this is written once, with it. It lies beside the case because a case changes by its steps
-- alone, each with a line in its course; cases of before are spelled when a release migrates (scripts/support/spell.ts).
create table case_spellings (
  case_id uuid not null references cases (id),
  syllables text not null,
  initials text not null generated always as (regexp_replace(syllables, '([^ ])[^ ]* ?', '\1', 'g')) stored,
  constraint case_spellings_pkey primary key (case_id)
);
alter table case_spellings enable row level security;
alter table case_spellings force row level security;
do $$ begin
  execute format('create policy owner_maintains on case_spellings to %I using (true) with check (true)', current_user);
end $$;
create policy business_only on case_spellings as restrictive to observer_app
  using ((select viewer_is_business())) with check ((select viewer_is_business()));
create policy of_case on case_spellings for select to observer_app using (exists (select 1 from cases c where c.id = case_id));
-- with the case, by who raised it
create policy spellings_add on case_spellings for insert to observer_app with check (
  exists (select 1 from cases c where c.id = case_id and c.raised_by = (select viewer_id())));
grant select on case_spellings to observer_app;
grant insert (case_id, syllables) on case_spellings to observer_app;
create trigger append_only before update or delete on case_spellings for each row execute function refuse_change();
create trigger never_truncated before truncate on case_spellings for each statement execute function refuse_change();
