-- Who listens to the documents of an authority. A commit looks here whether somebody does; where nobody does, changes cost nothing.
create table ausweisstatus.listeners (
    tenant_id varchar not null,
    listener varchar not null,  -- the client that reads the feed, or the id of a webhook
    kind varchar not null check (kind in ('feed', 'webhook')),
    since timestamptz not null default now(),
    primary key (tenant_id, kind, listener)
);

-- What listeners are to be told, written in the transaction of the facts. Positions are given after the commit, by one at a time: whoever
-- has read up to a position has missed nothing before it.
create table ausweisstatus.changes (
    id uuid primary key,
    written bigint generated always as identity,
    position bigint unique,
    tenant_id varchar not null,
    document uuid not null,
    order_number varchar not null,
    kind varchar,
    before varchar,
    stage varchar,
    since timestamptz,
    run integer not null,
    correction boolean not null,
    recorded_at timestamptz not null default now()
);
create index changes_without_position on ausweisstatus.changes (written) where position is null;
create index changes_by_authority on ausweisstatus.changes (tenant_id, position);
create sequence ausweisstatus.changes_position;
