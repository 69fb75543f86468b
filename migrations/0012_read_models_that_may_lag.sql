-- What a read model has seen of each document: the version of its stream. Whatever is seen a second time, by whichever way, changes nothing.
create table ausweisstatus.followed_streams (
    read_model varchar not null,
    tenant_id varchar not null,
    document uuid not null,
    version bigint not null,
    before bigint not null,  -- the version that was seen before this one
    primary key (read_model, tenant_id, document)
) with (fillfactor = 80);

-- How long each stage of each run of each document took; a line for each line of its history.
create table ausweisstatus.stage_times (
    tenant_id varchar not null,
    document uuid not null,
    line integer not null,
    kind varchar,
    stage varchar not null,
    run integer not null,
    entered_at timestamptz not null,
    left_at timestamptz,
    hours double precision,
    working_days integer,
    is_open boolean not null,  -- it goes on: what it will have taken is not known yet
    primary key (tenant_id, document, line)
);

-- When each client told each type of fact, by recording: first, last, and how often in each hour.
create table ausweisstatus.senders (
    client varchar not null,
    fact_type varchar not null,
    first_heard timestamptz not null,
    last_heard timestamptz not null,
    primary key (client, fact_type)
) with (fillfactor = 50);

create table ausweisstatus.sender_hours (
    client varchar not null,
    fact_type varchar not null,
    hour timestamptz not null,
    facts integer not null,
    primary key (client, fact_type, hour)
) with (fillfactor = 80);

-- The rhythm of a sender, by weekday (1 is Monday) and hour of Berlin, over the twelve weeks up to its last fact.
create view ausweisstatus.sender_rhythm as
select client, fact_type, weekday, hour_of_day, weeks,
    count(distinct day)::integer as weeks_heard,
    sum(facts)::bigint as facts,
    weeks * interval '1 hour' / sum(facts) as usual_interval
from (
    select heard.client, heard.fact_type, heard.facts,
        (heard.hour at time zone 'Europe/Berlin')::date as day,
        extract(isodow from heard.hour at time zone 'Europe/Berlin')::integer as weekday,
        extract(hour from heard.hour at time zone 'Europe/Berlin')::integer as hour_of_day,
        greatest(1, ceil(extract(epoch from sender.last_heard - greatest(sender.first_heard, sender.last_heard - interval '12 weeks')) / 604800))::integer as weeks
    from ausweisstatus.senders sender
    join ausweisstatus.sender_hours heard
        on heard.client = sender.client and heard.fact_type = sender.fact_type and heard.hour > sender.last_heard - interval '12 weeks'
) as hours
group by client, fact_type, weekday, hour_of_day, weeks;

-- Since when a sender is quiet against its own rhythm: hours in which it was heard in three of four weeks, and which passed without a word.
create view ausweisstatus.sender_silence as
select sender.client, sender.fact_type, sender.first_heard, sender.last_heard, silence.quiet_since, silence.missed_hours
from ausweisstatus.senders sender
cross join lateral (
    select min(passed) as quiet_since, count(*)::integer as missed_hours
    from generate_series(
        date_trunc('hour', sender.last_heard) + interval '1 hour', date_trunc('hour', now()) - interval '1 hour', interval '1 hour') as passed
    join ausweisstatus.sender_rhythm rhythm
        on rhythm.client = sender.client and rhythm.fact_type = sender.fact_type
        and rhythm.weekday = extract(isodow from passed at time zone 'Europe/Berlin')
        and rhythm.hour_of_day = extract(hour from passed at time zone 'Europe/Berlin')
    where rhythm.weeks >= 4 and rhythm.weeks_heard >= 0.75 * rhythm.weeks
) as silence;
