-- A commit that is its own origin, as nearly all are, is found by delivered_commit_by_sha: no need to keep it in another index, in random order.

drop index delivered_commit_by_origin;
-- commits that repeat another one
create index delivered_commit_by_origin on delivered_commit (service_id, origin_sha) where lead_seconds is not null and origin_sha <> sha;
