-- Nobody changes the roster about themselves: facts, posts, sheet and identity number of an administrator who is a cadre are another
-- administrator's, by hand, by an import, by a change for many or by the closing of their unit. The commands say so first.
do $$
declare
  t text;
  of text;
begin
  for t, of in select * from (values
      ('cadres', 'id'), ('post_holdings', 'cadre_id'), ('cadre_sheets', 'cadre_id'), ('cadre_identities', 'cadre_id')) as own (t, of) loop
    execute format('create policy not_of_oneself_entered on %I as restrictive for insert to observer_app
                    with check (%I is distinct from (select viewer_cadre_id()))', t, of);
    execute format('create policy not_of_oneself_changed on %I as restrictive for update to observer_app
                    using (true) with check (%I is distinct from (select viewer_cadre_id()))', t, of);
  end loop;
end $$;

-- undo_import runs as the tables' owner, past these policies.
create function import_batches_not_own() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if new.state = 'UNDONE' and old.state <> 'UNDONE' and exists (
       select from roster_changes c where c.batch_id = new.id and c.cadre_id = viewer_cadre_id()) then
    perform refuse('import_batches_not_own', 'what was changed about oneself is taken back by another');
  end if;
  return new;
end $$;
revoke all on function import_batches_not_own() from public;
create trigger not_own before update on import_batches for each row execute function import_batches_not_own();
