-- The boards' kept counts, as those of 20261130060100: shut to who is recused from a cadre, and counted live for them.
do $$
declare t text;
begin
  foreach t in array array['polarity_counts', 'task_counts'] loop
    execute format('create policy counts_not_recused on %I as restrictive for select to observer_app
                    using (not (select viewer_is_recused()))', t);
  end loop;
end $$;
