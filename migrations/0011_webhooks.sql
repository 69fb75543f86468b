-- Addresses that are told the changes of an authority. Each goes through the changes at its own pace, one delivery at a time.
create table ausweisstatus.webhooks (
    id uuid primary key,
    client varchar not null,
    tenant_id varchar not null,
    url varchar not null,
    secret bytea not null,  -- encrypted with a key that is not in the database
    former_secret bytea,
    former_until timestamptz,
    created_at timestamptz not null default now(),
    position bigint not null,  -- of the last change that was delivered
    disabled varchar,  -- why it is
    last_success timestamptz,
    failures integer not null default 0,
    failing_since timestamptz,
    last_failure varchar,
    next_try timestamptz,
    lease uuid,  -- of who delivers at the moment
    leased_until timestamptz,
    called boolean not null default false,  -- while it was leased
    call_again timestamptz  -- when a message comes again that found it leased
);
create index webhooks_by_authority on ausweisstatus.webhooks (tenant_id);
create index webhooks_by_client on ausweisstatus.webhooks (client);
