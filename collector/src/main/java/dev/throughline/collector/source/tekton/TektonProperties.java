package dev.throughline.collector.source.tekton;

import dev.throughline.collector.proof.Secret;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How pipeline runs are read. Names of parameters are also looked up among the results; the first one present counts.
 *
 * @param secret secrets of the sink, each of them valid; without any, every delivery is refused
 * @param deployments the runs of a pipeline are deployments if this matches in its name and they name a commit
 * @param commitParams parameters with the deployed commit, as a full hash
 * @param serviceParams parameters with the name of the service
 * @param repositoryParams parameters with the address of the commit's repository
 * @param environmentParams parameters with the environment; without one it is production
 */
record TektonProperties(
        @DefaultValue List<Secret> secret,
        @DefaultValue(".") Pattern deployments,
        @DefaultValue("gitrevision") List<String> commitParams,
        @DefaultValue("service") List<String> serviceParams,

        @DefaultValue({"gitrepositoryurl", "repo-url", "git-url"})
        List<String> repositoryParams,

        @DefaultValue("environment") List<String> environmentParams) {

    TektonProperties {
        commitParams = List.copyOf(commitParams);
        serviceParams = List.copyOf(serviceParams);
        repositoryParams = List.copyOf(repositoryParams);
        environmentParams = List.copyOf(environmentParams);
    }
}
