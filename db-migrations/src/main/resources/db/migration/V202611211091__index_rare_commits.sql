-- What nearly no commit is, and what is asked of every commit that is linked: an index that holds few rows answers without a look at the others.

-- commits that a deployment may have delivered
create index delivered_commit_uncertain on delivered_commit (service_id, sha) where not is_certain;
-- commits that arrived as another one: squashed
create index delivered_commit_squashed on delivered_commit (service_id, sha) where delivered_as is not null;
