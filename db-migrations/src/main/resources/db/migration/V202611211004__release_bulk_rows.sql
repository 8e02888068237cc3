-- The tables with many rows per delivery and deployment are written in one place each, which has just read or written what they
-- refer to. A foreign key looks its row up again for each of them, which took longer than all the rest of the insert.
alter table git_commit drop constraint git_commit_repository_id_fkey;
alter table push_commit drop constraint push_commit_push_id_fkey;
alter table delivered_commit drop constraint delivered_commit_service_id_fkey;
alter table delivered_commit drop constraint delivered_commit_deployment_id_fkey;
alter table delivered_commit drop constraint delivered_commit_repository_id_fkey;
