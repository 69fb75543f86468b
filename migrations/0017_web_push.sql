-- People are told by web push too. The address of such a subscription is what their browser gave us, encrypted as a whole: where its push service
-- takes messages for it, and the keys they are encrypted for.
alter table ausweisstatus.subscriptions drop constraint subscriptions_channel_check;
alter table ausweisstatus.subscriptions add constraint subscriptions_channel_check check (channel in ('email', 'web-push'));

-- Wolverine's queue for them, apart from that for mails: a mail server that hangs holds up no push.
create table wolverine.wolverine_queue_push (
    id uuid not null,
    body bytea not null,
    message_type varchar not null,
    keep_until timestamptz,
    timestamp timestamptz default now(),
    constraint pkey_wolverine_queue_push_id primary key (id)
);
create index idx_wolverine_queue_push_timestamp on wolverine.wolverine_queue_push (timestamp);

create table wolverine.wolverine_queue_push_scheduled (
    id uuid not null,
    body bytea not null,
    message_type varchar not null,
    execution_time timestamptz not null,
    keep_until timestamptz,
    timestamp timestamptz default now(),
    constraint pkey_wolverine_queue_push_scheduled_id primary key (id)
);
create index idx_wolverine_queue_push_scheduled_execution_time on wolverine.wolverine_queue_push_scheduled (execution_time);
