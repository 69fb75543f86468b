-- Rebuilds of read models, as jobs: what is asked for, how far it is, who works on it. Whoever works writes the heartbeat; when it stops, another
-- goes on after the last place.
create table ausweisstatus.rebuilds (
    id uuid primary key,
    projection varchar not null check (projection in ('documents', 'stage-times', 'sender-rhythm')),
    tenant_id varchar,  -- documents of this authority; null for all
    documents_named uuid[],  -- these documents; null for all
    is_preview boolean not null,
    started_by varchar not null,
    started_at timestamptz not null default now(),
    state varchar not null check (state in ('waiting', 'running', 'cancelled', 'done', 'failed')),
    failure varchar,  -- in words of ours
    ended_at timestamptz,
    worker uuid,  -- another for each time somebody begins to work on it
    heartbeat timestamptz,
    began_at timestamptz,  -- when this worker began, and how much was done by then
    began_with bigint not null default 0,
    after_tenant_id varchar,  -- all documents up to here are done
    after_document uuid,
    facts_in_all bigint not null,
    facts bigint not null default 0,
    documents bigint not null default 0,
    differing bigint not null default 0,
    examples uuid[] not null default '{}',
    examples_what varchar[] not null default '{}'
);

-- However many ask at the same time, one is under way.
create unique index rebuilds_one_at_a_time on ausweisstatus.rebuilds (projection) where state in ('waiting', 'running');
create index rebuilds_latest on ausweisstatus.rebuilds (started_at);
