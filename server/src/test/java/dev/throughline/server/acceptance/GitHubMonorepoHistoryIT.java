package dev.throughline.server.acceptance;

import dev.throughline.server.forge.ForgeRepository;
import dev.throughline.server.forge.ForgeState;
import dev.throughline.server.forge.GitHubApi;
import dev.throughline.server.forge.GitHubWebhooks;
import dev.throughline.server.forge.Hook;
import dev.throughline.server.forge.RepositoryStory;
import java.util.List;

/** The parts of a repository of GitHub. */
class GitHubMonorepoHistoryIT extends MonorepoHistoryContract {

    private static final class GitHub implements Monorepo {

        private final GitHubWebhooks webhooks = new GitHubWebhooks(100);
        private final RepositoryStory story = webhooks.hear(RepositoryStory.of(704, NAME, HistoryContract.START));
        private final GitHubApi api = new GitHubApi(ForgeState.of(story.repository()));
        private final List<String> settings;

        GitHub(List<String> settings) {
            this.settings = settings;
            api.token(HistoryContract.TOKEN);
        }

        @Override
        public String source() {
            return "github";
        }

        @Override
        public List<String> settings() {
            return all(settings, "--throughline.github.api-url=" + api.url());
        }

        @Override
        public List<ForgeRepository> repositories() {
            return List.of(story.repository());
        }

        @Override
        public List<Hook.Sent> deliveries() {
            return webhooks.deliveries();
        }

        @Override
        public RepositoryStory story() {
            return story;
        }

        @Override
        public int askedForFiles() {
            int asked = api.counts().answered().getOrDefault("commits/{sha}", 0);
            api.counts().clear();
            return asked;
        }

        @Override
        public int mostFiles() {
            return 3_000;
        }

        @Override
        public void close() {
            api.close();
        }
    }

    @Override
    Monorepo open(List<String> settings) {
        return new GitHub(settings);
    }
}
