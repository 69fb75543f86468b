-- Expected times may be worked out more than once a day: on the first day of an installation, and after a rebuild of stage times.
alter table ausweisstatus.expected_times drop constraint expected_times_pkey, add primary key (scope, day, made_at);
