-- 知悉权限 of many at once: a change like that of a role, the security administrator's alone, with what each had before.
-- Each is set by set_clearance, which lets nobody set their own.
alter table account_changes add column level smallint;
comment on column account_changes.level is 'of CLEARANCE: what it was set to';
alter table account_changes drop constraint account_changes_deed_known;
alter table account_changes add constraint account_changes_deed_known
  check (deed in ('DISABLE', 'ENABLE', 'UNLOCK', 'VALIDITY', 'SLIPS', 'GRANT', 'TAKE_BACK', 'CLEARANCE'));
alter table account_changes add constraint account_changes_level_fits
  check ((level is not null) = (deed = 'CLEARANCE') and coalesce(level between 1 and 3, true));
grant insert (level) on account_changes to observer_app;

-- the two administrators' changes stay apart, one kind more
drop policy changes_read on account_changes;
drop policy changes_make on account_changes;
drop policy changes_undo on account_changes;
drop policy system_makes on account_changes;
create policy changes_read on account_changes for select to observer_app using (
  (select viewer_is('SYSADMIN')) and deed not in ('GRANT', 'TAKE_BACK', 'CLEARANCE')
  or (select viewer_is('SECADMIN')) and deed in ('GRANT', 'TAKE_BACK', 'CLEARANCE'));
create policy changes_make on account_changes for insert to observer_app with check (
  (select viewer_is('SECADMIN')) and deed in ('GRANT', 'TAKE_BACK', 'CLEARANCE') and made_by = (select viewer_id())
  and undone_by is null);
create policy changes_undo on account_changes for update to observer_app
  using ((select viewer_is('SECADMIN')) and deed in ('GRANT', 'TAKE_BACK', 'CLEARANCE'))
  with check ((select viewer_is('SECADMIN')) and undone_by = (select viewer_id()));
create policy system_makes on account_changes to observer_system
  using (deed not in ('GRANT', 'TAKE_BACK', 'CLEARANCE')) with check (deed not in ('GRANT', 'TAKE_BACK', 'CLEARANCE'));
