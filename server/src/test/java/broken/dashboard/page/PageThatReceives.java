package broken.dashboard.page;

import broken.collector.source.github.GitHubThatKnowsGitLab;
import org.jspecify.annotations.NullMarked;

/** Breaks: the dashboard does not see the collector. */
@NullMarked
public record PageThatReceives(GitHubThatKnowsGitLab source) {}
