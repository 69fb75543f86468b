-- Documents of which something was taken back, the latest first. Only such facts are in it: others cost nothing.
create index facts_retracted on ausweisstatus.mt_events (tenant_id, seq_id) where type = 'fact-retracted';
