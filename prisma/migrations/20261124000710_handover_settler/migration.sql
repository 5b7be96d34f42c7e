-- Who declined an entry still sees what they declined and why, for as long as the unit is theirs.
create or replace function viewer_reads_handover(p_id uuid) returns boolean language sql stable security definer set search_path from current as $$
  select exists (
    select 1 from handovers h join handover_bodies b on b.handover_id = h.id
    where h.id = p_id and h.state <> 'ADMITTED'
      and viewer_is('OBSERVER', 'REVIEWER', 'LEADER')
      and h.id <> all (viewer_own_handovers())
      and (h.author_id = viewer_id()
           or ((h.state = 'WAITING' or h.settled_by = viewer_id()) and h.unit_id = any (viewer_unit_ids())
               and b.confidentiality = 1 and b.polarity <> 'ATTENTION')
           or (b.confidentiality = any (viewer_read_levels())
               and (b.polarity <> 'ATTENTION' or viewer_is('REVIEWER')))))
$$;
