package dev.throughline.server.acceptance;

import dev.throughline.server.forge.ForgeRepository;
import dev.throughline.server.forge.ForgeState;
import dev.throughline.server.forge.GitLabApi;
import dev.throughline.server.forge.GitLabWebhooks;
import dev.throughline.server.forge.Hook;
import dev.throughline.server.forge.RepositoryStory;
import java.util.List;

/** The parts of a repository of GitLab. */
class GitLabMonorepoHistoryIT extends MonorepoHistoryContract {

    private static final class GitLab implements Monorepo {

        private final GitLabWebhooks webhooks = new GitLabWebhooks();
        private final RepositoryStory story = webhooks.hear(RepositoryStory.of(704, NAME, HistoryContract.START));
        private final GitLabApi api = new GitLabApi(ForgeState.of(story.repository()));
        private final List<String> settings;

        GitLab(List<String> settings) {
            this.settings = settings;
            api.token(HistoryContract.TOKEN);
        }

        @Override
        public String source() {
            return "gitlab";
        }

        @Override
        public List<String> settings() {
            return all(settings, "--throughline.gitlab.api-url=" + api.url());
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
            int asked = api.counts().answered().getOrDefault("repository/commits/{sha}/diff", 0);
            api.counts().clear();
            return asked;
        }

        @Override
        public int mostFiles() {
            return 1_000;
        }

        @Override
        public void close() {
            api.close();
        }
    }

    @Override
    Monorepo open(List<String> settings) {
        return new GitLab(settings);
    }
}
