-- Whoever appends inserts or locks the stream and counts its version in the same transaction. The foreign key looks it up once more for each event, which
-- is a fifth of what PostgreSQL does for a fact (ADR 22).
alter table ausweisstatus.mt_events drop constraint fkey_mt_events_stream_id_tenant_id;
