-- Lists of documents for operators and staff, oldest first, a page at a time. Each starts in an index that is in the order of the list.
create index documents_by_stage on ausweisstatus.mt_doc_document (tenant_id, stage, since, id);
create index documents_by_location on ausweisstatus.mt_doc_document (tenant_id, location, since, id) where location is not null;
create index documents_by_overdue_from on ausweisstatus.mt_doc_document (tenant_id, overdue_from, id) where overdue_from is not null;
create index documents_with_anomalies on ausweisstatus.mt_doc_document (tenant_id, since, id) where anomalies <> '{}';
