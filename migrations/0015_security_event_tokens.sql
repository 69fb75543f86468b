-- A webhook may be told by signed security event tokens instead of plain JSON.
alter table ausweisstatus.webhooks add column is_token boolean not null default false;
