-- An assignment that a later recusal stands against must be able to end: ending it earlier breaks neither rule 1
-- nor rule 2, so only new and lengthened assignments are checked again.

create or replace trigger keep_rules before insert on assignments
  for each row execute function assignments_keep_rules();
create or replace trigger keep_rules_longer before update of ends_on on assignments
  for each row when (coalesce(new.ends_on, 'infinity') > coalesce(old.ends_on, 'infinity'))
  execute function assignments_keep_rules();
