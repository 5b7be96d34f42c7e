-- What was sent back to its author, of a unit: the few that the kept counts leave out of a unit's list.
create index observations_returned_of_unit on observations (unit_id) where state = 'RETURNED';
