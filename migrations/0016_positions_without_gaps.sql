-- Positions of changes are counted on from the last one, which is always kept: the first that is left then says which are gone.
drop sequence ausweisstatus.changes_position;
