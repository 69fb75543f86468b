-- Who is told what becomes of a document. Nothing here says in clear who they are: the address is encrypted with a key that is not in the
-- database, and its hash is keyed.
create table ausweisstatus.subscriptions (
    id uuid primary key,
    tenant_id varchar not null,
    document uuid not null,
    channel varchar not null check (channel in ('email')),
    address bytea not null,  -- encrypted
    address_hash bytea not null,
    language varchar not null,
    created_at timestamptz not null default now(),  -- when it was last asked for
    asked integer not null default 1,  -- how often within the hour
    confirmed_at timestamptz,
    told jsonb not null,  -- what they know
    sending jsonb,  -- what is being told them at the moment
    check_at timestamptz,  -- when a message comes that looks whether there is news
    look_on date,  -- when there may be news without a fact
    ended_at timestamptz,  -- when the case was over
    failures integer not null default 0,
    failing_since timestamptz,
    last_failure varchar,
    lease uuid,  -- of who tells them at the moment
    leased_until timestamptz,
    unique (document, channel, address_hash)
);
create index subscriptions_by_authority on ausweisstatus.subscriptions (tenant_id) where confirmed_at is not null;
create index subscriptions_by_address on ausweisstatus.subscriptions (address_hash);
create index subscriptions_to_confirm on ausweisstatus.subscriptions (created_at) where confirmed_at is null;
create index subscriptions_to_look on ausweisstatus.subscriptions (look_on) where look_on is not null;
create index subscriptions_ended on ausweisstatus.subscriptions (ended_at) where ended_at is not null;
create index subscriptions_failing on ausweisstatus.subscriptions (failing_since) where failing_since is not null;

-- Wolverine's queue for what goes out by mail, apart from the other: a mail server that hangs holds up nothing else.
create table wolverine.wolverine_queue_mail (
    id uuid not null,
    body bytea not null,
    message_type varchar not null,
    keep_until timestamptz,
    timestamp timestamptz default now(),
    constraint pkey_wolverine_queue_mail_id primary key (id)
);
create index idx_wolverine_queue_mail_timestamp on wolverine.wolverine_queue_mail (timestamp);

create table wolverine.wolverine_queue_mail_scheduled (
    id uuid not null,
    body bytea not null,
    message_type varchar not null,
    execution_time timestamptz not null,
    keep_until timestamptz,
    timestamp timestamptz default now(),
    constraint pkey_wolverine_queue_mail_scheduled_id primary key (id)
);
create index idx_wolverine_queue_mail_scheduled_execution_time on wolverine.wolverine_queue_mail_scheduled (execution_time);
