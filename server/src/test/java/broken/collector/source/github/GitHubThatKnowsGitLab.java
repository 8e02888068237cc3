package broken.collector.source.github;

import broken.collector.source.gitlab.GitLabSource;
import org.jspecify.annotations.NullMarked;

/** Breaks: sources do not see each other. */
@NullMarked
public record GitHubThatKnowsGitLab(GitLabSource other) {}
