-- Sessions of staff who signed in with a browser. The cookie holds a random key; here is its keyed hash, so that nobody who reads the
-- database can take a session over.
create table ausweisstatus.staff_sessions (
    id uuid primary key,  -- as the audit log names it
    key_hash bytea not null unique,
    content bytea not null,  -- who it is; encrypted with a key that is not in the database
    started_at timestamptz not null,
    last_seen timestamptz not null
);

-- What staff read and changed, and why. Rows are added and never changed.
create table ausweisstatus.staff_audit (
    id bigint generated always as identity primary key,
    at timestamptz not null default now(),
    who varchar not null,
    role varchar not null,
    authorities varchar[],  -- for which they work; null for all
    session uuid,  -- null where a program asked with a token
    what varchar not null check (what in ('search', 'open', 'read', 'retract', 'replay', 'resubmit', 'export', 'post')),
    tenant_id varchar,  -- of the document; null where a search found none
    document uuid,
    reason varchar
);
create index staff_audit_by_document on ausweisstatus.staff_audit (document, id);
create index staff_audit_by_session on ausweisstatus.staff_audit (session, document, id) where session is not null;

-- A host's role may not change them anyway. This holds where the host owns its database, too.
create function ausweisstatus.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'The audit log cannot be changed.' using errcode = 'insufficient_privilege';
end
$$;
create trigger staff_audit_is_final before update or delete or truncate on ausweisstatus.staff_audit
    for each statement execute function ausweisstatus.refuse_change();
