-- Clients of Development are marked from now on, and nobody outside of it. Earlier ones are known by being there together, each just as
-- `ausweis run` registered it; an operator may well have registered one or another with the same settings.
with development (id, settings) as (values
    ('print-shop', '{"role": "manufacturer", "source": "/print-shops/bdr", "allAuthorities": true, "authorities": []}'::jsonb),
    ('courier', '{"role": "courier", "source": "/couriers/dhl", "allAuthorities": true, "authorities": []}'),
    ('office-berlin-mitte', '{"role": "authority", "source": "/authorities/berlin-mitte", "allAuthorities": false, "authorities": ["berlin-mitte"]}'),
    ('office-berlin-pankow', '{"role": "authority", "source": "/authorities/berlin-pankow", "allAuthorities": false, "authorities": ["berlin-pankow"]}'),
    ('support', '{"role": "support", "source": "/support/berlin-mitte", "allAuthorities": false, "authorities": ["berlin-mitte"]}'),
    ('operator', '{"role": "operator", "source": null, "allAuthorities": false, "authorities": []}')
), stored as (
    select client.id from ausweisstatus.mt_doc_client client join development using (id)
    where jsonb_build_object('role', data -> 'role', 'source', data -> 'source', 'allAuthorities', data -> 'allAuthorities', 'authorities', data -> 'authorities')
        = settings
)
update ausweisstatus.mt_doc_client set data = data || '{"development": true}'
where id in (select id from stored) and (select count(*) from stored) = (select count(*) from development);
