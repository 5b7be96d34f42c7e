-- Rule 10 for reviewers and leaders of whom records may tell: those are withheld one by one, so a kept sum that counts them says how
-- many there are. They are counted live, as the tables of cadres have it since 20261127084000.
do $$
declare t text;
begin
  foreach t in array array['observation_counts', 'conduct_counts', 'polarity_counts', 'task_counts'] loop
    execute format('create policy counts_not_of_cadres on %I as restrictive for select to observer_app
                    using ((select viewer_cadre_id()) is null)', t);
  end loop;
end $$;
-- Who reads no kept sum and sees all units: one term, so that every query asks the same.
create function viewer_is_counted_live() returns boolean language sql stable set search_path from current as $$
  select viewer_is('REVIEWER', 'LEADER') and (viewer_cadre_id() is not null or viewer_is_recused())
$$;
revoke all on function viewer_is_counted_live() from public;
grant execute on function viewer_is_counted_live() to observer_app;

-- Who reads a file is as closed as the file: to the cadre whatever their role, and to who is recused from them (rules 8, 10).
create policy not_of_closed_files on read_logs as restrictive for select to observer_app
  using (cadre_id is distinct from (select viewer_cadre_id()) and cadre_id <> all ((select recused_cadres())::uuid[]));
