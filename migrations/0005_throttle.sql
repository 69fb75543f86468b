-- Misses of lookups, so that all nodes know them. A place is a part of a keyed hash: the tables say nothing about codes and addresses, and
-- cannot outgrow the number of places. They are written behind the answers and need not survive a crash: hence unlogged.
create unlogged table ausweisstatus.throttled_addresses (
    place integer primary key,
    forgiven timestamptz not null,  -- when all misses will be forgiven
    changed timestamptz not null
);
create index throttled_addresses_changed on ausweisstatus.throttled_addresses (changed);

create unlogged table ausweisstatus.throttled_codes (
    place integer primary key,
    misses integer not null,        -- of the day that began with
    began timestamptz not null,     -- the first of them
    last timestamptz not null,      -- and the last of them, which a pause follows
    changed timestamptz not null
);
create index throttled_codes_changed on ausweisstatus.throttled_codes (changed);
