-- An item of the two lists stands in few of all records, but in many of those that cite any: the newest that cite it are found by walking
-- the citing ones, where 2,500 of all were walked for a page of 50. A rare item is found by observations_conduct, as before.
create index observations_citing on observations (started_at desc, id desc) where conduct_item_ids <> '{}';
