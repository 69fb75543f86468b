-- What became of expected dates: of the ranges that were shown on Mondays and whose last day is one of the last twenty working days, how many held. Counted each
-- night, and never anew for a day.
create table ausweisstatus.ranges_due (
    day date not null,
    kind varchar not null,
    leg varchar not null,  -- where the document was when it was shown: making, to-office, at-office, to-holder
    horizon varchar not null,  -- how far away the last day was then: near, up to ten working days; middle, up to twenty; far
    due integer not null check (due = held + early + late),
    held integer not null,
    early integer not null,
    late integer not null,  -- those that have not come yet, too
    days integer not null,  -- that the ranges had, all together
    primary key (day, kind, leg, horizon)
);
