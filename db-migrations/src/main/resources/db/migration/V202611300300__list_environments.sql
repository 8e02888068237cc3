-- from one environment to the next without reading all deployments: pages offer those that count
create index deployment_fact_by_environment on deployment_fact (environment);
create index deployment_fact_by_merged on deployment_fact (service_id) where merged_environments <> '{}';
