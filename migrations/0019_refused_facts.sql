-- Refused facts, for staff to read and to send again. What was sent is encrypted with a key that is not in the database.
create table ausweisstatus.refused_facts (
    id uuid primary key,  -- follows from client, source and id: the same fact refused again is the same row
    client varchar not null,
    problem varchar not null,
    tenant_id varchar,  -- the authority of its subject, where that can be read
    fact uuid,  -- its id once it is recorded; null where source and id cannot be read
    first_at timestamptz not null,
    last_at timestamptz not null,
    times integer not null,
    told jsonb not null,  -- its envelope, and what is wrong with which field
    content bytea,  -- what was sent; null where it was too large, and once it is done
    done_at timestamptz
) with (fillfactor = 80);
create index refused_facts_open on ausweisstatus.refused_facts (client, problem, first_at, id) where done_at is null;

-- How many facts of each client were refused on each day of Berlin, and how many rows that made: a day has room for so many.
create table ausweisstatus.refusals_by_day (
    client varchar not null,
    day date not null,
    refused integer not null,
    kept integer not null,
    unkept integer not null,
    primary key (client, day)
) with (fillfactor = 50);

insert into ausweisstatus.refused_facts (id, client, problem, tenant_id, first_at, last_at, times, told)
select id, data ->> 'client', data ->> 'problem', data ->> 'authority', (data ->> 'refusedAt')::timestamptz, (data ->> 'refusedAt')::timestamptz, 1,
    data - array['id', 'client', 'problem', 'authority', 'refusedAt']
from ausweisstatus.mt_doc_refused_fact;
drop table ausweisstatus.mt_doc_refused_fact;

-- The documents that entered a stage on one day, and those of them that are still in it.
create index stage_times_by_day on ausweisstatus.stage_times (is_open, tenant_id, stage, entered_at);

-- Besides since when: how many facts usually come in these hours, and how unusual it is that none came, as a power of ten (2: once in a
-- hundred times). Who said nothing for twelve weeks has no rhythm any more.
create or replace view ausweisstatus.sender_silence as
select sender.client, sender.fact_type, sender.first_heard, sender.last_heard, silence.quiet_since, silence.missed_hours,
    silence.missed_facts, silence.unusual
from ausweisstatus.senders sender
cross join lateral (
    select min(passed) as quiet_since, count(*)::integer as missed_hours,
        coalesce(sum(rhythm.facts::double precision / rhythm.weeks), 0) as missed_facts,
        coalesce(-sum(log(1 - least(rhythm.weeks_heard, rhythm.weeks) / (rhythm.weeks + 1.0)::double precision)), 0) as unusual
    from generate_series(
        date_trunc('hour', sender.last_heard) + interval '1 hour',
        least(date_trunc('hour', now()) - interval '1 hour', date_trunc('hour', sender.last_heard) + interval '12 weeks'), interval '1 hour') as passed
    join ausweisstatus.sender_rhythm rhythm
        on rhythm.client = sender.client and rhythm.fact_type = sender.fact_type
        and rhythm.weekday = extract(isodow from passed at time zone 'Europe/Berlin')
        and rhythm.hour_of_day = extract(hour from passed at time zone 'Europe/Berlin')
    where rhythm.weeks >= 4 and rhythm.weeks_heard >= 0.75 * rhythm.weeks
) as silence;
