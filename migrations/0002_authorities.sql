-- Authorities and the places where documents are collected.
CREATE TABLE IF NOT EXISTS ausweisstatus.mt_doc_authority (
    id                  varchar                     NOT NULL,
    data                jsonb                       NOT NULL,
    mt_last_modified    timestamp with time zone    NULL DEFAULT (transaction_timestamp()),
    mt_version          uuid                        NOT NULL DEFAULT (md5(random()::text || clock_timestamp()::text)::uuid),
CONSTRAINT pkey_mt_doc_authority_id PRIMARY KEY (id)
);
