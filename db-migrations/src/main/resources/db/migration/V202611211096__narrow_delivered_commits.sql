-- A million delivered commits of one long history: a key that names each commit a second time takes 129 MB and a fourth of the time to write
-- them. Nobody asks by it for anything but the commits of a deployment; that each is there once is a matter of how they are derived.
alter table delivered_commit drop constraint delivered_commit_pkey;
create index delivered_commit_by_deployment on delivered_commit (service_id, deployment_id);
