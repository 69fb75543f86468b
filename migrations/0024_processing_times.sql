-- What everybody may read about how long documents take. Nothing stands here that is not published, and what was published never changes.
create table ausweisstatus.processing_times (
    tenant_id varchar not null,  -- the authority; '' for all of them together
    kind varchar not null,
    since date not null,  -- Monday of the first week
    week date not null,  -- Monday of the last week
    cases integer not null check (cases >= 10),
    median integer not null,  -- working days from order to ready for collection
    eighty_percent integer not null,
    in_time integer not null,  -- how many were ready within 14 days
    open integer,  -- not ready yet when this was published, in tens; null for fewer than ten
    open_longer integer,  -- of these, ordered more than 14 days before
    primary key (tenant_id, kind, week)
);

-- The weeks of which all is published that can be.
create table ausweisstatus.processing_weeks (
    week date primary key
);
