-- Both rows of a document change with each of its facts, and none of their indexed columns does. With room on the page PostgreSQL writes the
-- new version beside the old one and leaves the indexes alone; without, every fact adds an entry to each of them.
alter table ausweisstatus.mt_streams set (fillfactor = 50);
alter table ausweisstatus.mt_doc_document set (fillfactor = 50);
