-- Every forge counts its repositories by itself: 118 of github.com and 118 of an Enterprise Server are two.

alter table repository
    add column host text not null default '',
    drop constraint repository_source_external_id_key,
    add unique (source, host, external_id);
comment on column repository.host is 'Host of the forge that has it, e.g. github.com, in lower case; empty for a source that has none.';

-- the host of what is known stands in the addresses of its changes, incidents and deployments
update repository
   set host = coalesce(lower(substring(coalesce(
           (select url from change where repository_id = repository.id and url ~ '^https?://[^/@]+/' limit 1),
           (select url from incident where repository_id = repository.id and url ~ '^https?://[^/@]+/' limit 1),
           (select url from deployment where repository_id = repository.id and url ~ '^https?://[^/@]+/' limit 1))
           from '^https?://([^/]+)/')), 'github.com')
 where source = 'github';
insert into repository_alias (name, repository_id, named_at)
select repository.host || '/' || alias.name, alias.repository_id, alias.named_at
  from repository_alias alias
  join repository on repository.id = alias.repository_id
 where host <> ''
    on conflict do nothing;
comment on column repository_alias.name is 'Full name in lower case; each stands there with its host, too, where it has one: github.com/openzipkin/zipkin.';

create function shown_name(repository repository) returns text
    language sql stable parallel safe
as $$
    select case when repository.host in ('', (select other.host
                                                from repository other
                                               where lower(other.name) = lower(repository.name) and other.host <> ''
                                               order by other.host = 'github.com' desc, other.host = 'gitlab.com' desc, other.host collate "C"
                                               limit 1))
                then repository.name
                else repository.host || '/' || repository.name end
$$;
comment on function shown_name(repository) is
    'The name of a repository, with its host where another host has one of the same name and comes first: github.com, then gitlab.com, then by the alphabet.';
