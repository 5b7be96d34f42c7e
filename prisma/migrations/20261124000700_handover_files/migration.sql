-- Files of an entry that waits to be handed over: they may arrive while it waits, and are seen by whoever reads its text.

create or replace function announced_evidence(p_entry uuid) returns jsonb
language sql stable security definer set search_path from current as $$
  select o.evidence from observations o
  where o.id = p_entry and o.observer_id = viewer_id() and viewer_is('OBSERVER')
  union all
  -- also of a declined one: a photo that was under way is no error; once taken in, the record above answers
  select coalesce(b.body -> 'evidence', '[]') from handovers h join handover_bodies b on b.handover_id = h.id
  where h.id = p_entry and h.state <> 'ADMITTED' and h.author_id = viewer_id() and viewer_is('OBSERVER')
  limit 1
$$;

create policy attachments_read_waiting on attachments for select to observer_app using (
  exists (select 1 from handover_bodies b, jsonb_to_recordset(b.body -> 'evidence') as named(id uuid)
          where b.handover_id = entry_id and named.id = attachments.id));
