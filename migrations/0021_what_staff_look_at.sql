-- Documents of which something was taken back, the latest first. Only such facts are in it: others cost nothing.
create index facts_retracted on ausweisstatus.mt_events (tenant_id, seq_id) where type = 'fact-retracted';

-- How often a fact was sent again after it was recorded.
create table ausweisstatus.repeated_facts (
    fact uuid primary key,
    times bigint not null,
    last_at timestamptz not null
) with (fillfactor = 80);
