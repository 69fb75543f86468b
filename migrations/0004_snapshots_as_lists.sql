-- A snapshot was an object with the facts, and with the status that follows from them; now it is the list of the facts.
-- All in one transaction, so that nobody meets a table of both forms. Only databases from before the first release hold rows of the old form,
-- and those are small.
update ausweisstatus.mt_doc_document
set data = jsonb_build_array(data -> 'authority', data -> 'order') || coalesce((
    select jsonb_agg(jsonb_build_array(fact -> 'id', fact -> 'fact' -> 'type', (fact -> 'fact') - 'type') order by place)
    from jsonb_array_elements(data -> 'facts') with ordinality as known (fact, place)), '[]')
where jsonb_typeof(data) = 'object';
