-- Rule 10 for who is recused: records about the cadre are withheld one by one, also where others stand in them beside the
-- cadre. No split of the kept counts fits, so they are shut, and the queries count live (as for who may stand in records).
do $$
declare t text;
begin
  foreach t in array array['observation_counts', 'conduct_counts', 'cadre_evidence_counts', 'cadre_month_counts'] loop
    execute format('create policy counts_not_recused on %I as restrictive for select to observer_app
                    using (not (select viewer_is_recused()))', t);
  end loop;
end $$;
