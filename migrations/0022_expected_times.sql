-- Where a document is collected, beside how long its stages took.
alter table ausweisstatus.stage_times add column location varchar;

-- How long kinds of documents and places take, as it was worked out on a day. Expected dates follow from it. A line is never changed, so that it can be
-- said later what was shown; of a scope the latest holds, and there is another only where it differs.
create table ausweisstatus.expected_times (
    scope varchar not null,  -- kind/passport; place, place/berlin-mitte, place/berlin-mitte/mitte-rathaus-mitte
    day date not null,
    made_at timestamptz not null default now(),
    times jsonb not null,
    primary key (scope, day)
);
