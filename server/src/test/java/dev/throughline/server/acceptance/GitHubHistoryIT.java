package dev.throughline.server.acceptance;

import dev.throughline.server.forge.ForgeRepository;
import dev.throughline.server.forge.ForgeState;
import dev.throughline.server.forge.GitHubApi;
import dev.throughline.server.forge.GitHubWebhooks;
import dev.throughline.server.forge.Hook;
import dev.throughline.server.forge.RepositoryStory;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** GitHub tells the same by its webhooks and its API. */
class GitHubHistoryIT extends HistoryContract {

    private static final class GitHub implements Forge {

        private final GitHubWebhooks webhooks = new GitHubWebhooks(100);
        private final RepositoryStory web = webhooks.hear(RepositoryStory.of(701, "acme/web", START));
        private final RepositoryStory library = webhooks.hear(RepositoryStory.of(702, "acme/library", START));
        private final RepositoryStory site = webhooks.hear(RepositoryStory.of(703, "acme/site", START));
        private final GitHubApi api =
                new GitHubApi(ForgeState.of(web.repository(), library.repository(), site.repository()));

        GitHub() {
            api.token(TOKEN);
        }

        @Override
        public String source() {
            return "github";
        }

        @Override
        public List<String> settings() {
            List<String> settings = rules(
                    "throughline.github.deployments",
                    List.of(
                            Map.of("repository", "acme/library", "from", "release"),
                            Map.of("repository", "acme/counter", "from", "release"),
                            Map.of("repository", "acme/site", "from", "workflow", "pattern", "Deploy")));
            settings.add("--throughline.github.api-url=" + api.url());
            return settings;
        }

        @Override
        public List<ForgeRepository> repositories() {
            return List.of(web.repository(), library.repository(), site.repository());
        }

        @Override
        public List<Hook.Sent> deliveries() {
            return webhooks.deliveries();
        }

        @Override
        public void close() {
            api.close();
        }
    }

    @Override
    Forge open() {
        return new GitHub();
    }

    @Override
    void tell(Forge forge, Breaks breaks) {
        GitHub github = (GitHub) forge;
        deliver(github.web, breaks);
        release(github.library, breaks);
        run(github.site);
    }

    private static void deliver(RepositoryStory web, Breaks breaks) {
        String first = web.head("main");
        web.status(web.deploy(first, "production"), "success");

        // merged as it is, after two reviews of which one is its author's own
        web.commit("cart", "Add a cart", "cart.java");
        int cart = web.open("cart", "feature");
        web.review(cart, "ada", "COMMENTED");
        web.review(cart, "bob", "COMMENTED");
        web.commit("cart", "Add a button", "cart.java");
        web.review(cart, "bob", "APPROVED");
        String merged = web.merge(cart);
        long staged = web.deploy(merged, "staging");
        web.status(staged, "in_progress");
        web.status(staged, "success");
        long shaky = web.deploy(merged, "production");
        web.status(shaky, "in_progress");
        web.status(shaky, "failure");
        web.status(shaky, "success");
        int down = web.issue("Checkout is down", "Nobody can pay.\n\nRoot cause: " + merged, "incident");
        breaks.next();

        // squashed, after an approval that was taken back
        web.commit("search", "Find things", "search.java");
        web.commit("search", "Find more things", "search.java");
        int search = web.open("search");
        long approval = web.review(search, "carol", "APPROVED");
        web.dismiss(search, approval);
        web.review(search, "carol", "CHANGES_REQUESTED");
        web.label(search, "feature", "search");
        String squashed = web.squash(search);
        web.close(down);
        long promoted = web.deploy(squashed, "staging");
        web.status(promoted, "success");
        web.statusIn(promoted, "production", "success");

        // rebased onto what somebody pushed to main in the meantime
        web.commit("prices", "Round prices", "prices.java");
        web.commit("prices", "Round them up", "prices.java");
        int prices = web.open("prices");
        web.commit("main", "Fix a typo", "README.md");
        String rebased = web.rebaseAndMerge(prices);
        web.status(web.deploy(rebased, "production"), "success");

        // forced in the meantime
        web.commit("colours", "Paint it", "colours.css");
        int colours = web.open("colours");
        web.commit("main", "Fix another typo", "README.md");
        web.rebase("colours");
        String coloured = web.merge(colours);
        long cancelled = web.deploy(coloured, "production");
        web.status(cancelled, "queued");
        web.status(cancelled, "error");
        breaks.next();

        // a stranger's, whose fork is gone
        web.unheard(() -> web.commit("translation", "Translate", "de.properties"));
        int translation = web.openFromFork("translation", null, null);
        web.review(translation, "bob", "APPROVED");
        String translated = web.squash(translation);
        web.status(web.deploy(translated, "production"), "success");

        // taken back
        int undo = revert(web, cart, merged);
        web.label(undo, "hotfix");
        String reverted = web.merge(undo);
        web.status(web.deploy(reverted, "production"), "success");
        web.status(web.deploy(translated, "production"), "success");
        int slow = web.issue("It is slow", "Why?", "incident", "bug");
        web.comment(slow, "Looking.");
        web.comment(slow, "Found it.\n\nRoot cause: " + translated);
        web.close(slow);
        int wish = web.issue("Make it pink", "", "incident");
        web.closeAs(wish, "not_planned");
        int twice = web.issue("It is slow again", "", "incident");
        web.closeAs(twice, "duplicate");
        int worse = web.issue("Odd numbers", "In a report.", "bug");
        web.label(worse, "bug", "incident");
        int better = web.issue("Strange colours", "", "incident");
        web.label(better, "bug");
        web.issue("Still broken", "", "incident");
        breaks.next();

        // more than a push or a pull request lists
        web.commits("large", 260);
        int large = web.open("large");
        web.status(web.deploy(web.merge(large), "production"), "success");

        // of which no webhook told
        web.unheard(() -> web.commit("quiet", "Hush", "quiet.java"));
        int quiet = web.open("quiet");
        web.status(web.deploy(web.squash(quiet), "production"), "success");

        // closed, and left open
        web.commit("dead", "Try something", "dead.java");
        web.close(web.open("dead"));
        web.commit("open", "Go on", "open.java");
        web.open("open");
        web.after(Duration.ofHours(1));
    }

    private static int revert(RepositoryStory web, int change, String merged) {
        web.commit("undo", "Revert \"Pull cart\"\n\nThis reverts commit " + merged + ".", "cart.java");
        return web.propose("undo", "Revert \"Pull cart\"", "Reverts acme/web#" + change);
    }

    private static void release(RepositoryStory library, Breaks breaks) {
        library.commit("main", "Begin to count", "count.java");
        library.release("v1.0", library.head("main"));
        library.commit("fix", "Count right", "count.java");
        String merged = library.squash(library.open("fix", "hotfix"));
        library.rename("acme/counter");
        library.release("v1.1", merged);
        breaks.next();
    }

    private static void run(RepositoryStory site) {
        site.run("Deploy", site.head("main"), "success");
        site.commit("main", "Change a page", "index.html");
        site.run("Test", site.head("main"), "success");
        site.run("Deploy", site.head("main"), "failure", "cancelled", "success");
        site.commit("main", "Change another page", "index.html");
        site.run("Deploy", site.head("main"), "failure");
    }

    @Override
    Unlike unlike() {
        return new Unlike()
                .byOurClock("repository", "named_at", "the API does not say since when a repository has its name")
                .byOurClock("tag", "stated_at", "a tag says nothing of when it was made")
                .byOurClock("change", "stated_by", "which delivery it was")
                .byOurClock("change_commits", "stated_by", "which delivery it was")
                .byOurClock("deployment", "stated_by", "which delivery it was")
                .byOurClock("incident", "stated_by", "which delivery it was")
                .byOurClock("incident", "about_by", "which delivery it was")
                .byOurClock("incident_comment", "stated_by", "which delivery it was")
                .byOurClock("tag", "stated_by", "which delivery it was")
                .field("change", "commits", "the API lists no more than 250 of one pull request, and no number of them")
                .field(
                        "change",
                        "commits_at",
                        "the API lists no more than 250 of one pull request, and no number of them")
                .field("change", "approved_at", "the API has an approval that was dismissed as dismissed alone")
                .field("change", "url", "the API has the pages of a renamed repository under its new name")
                .field("deployment", "url", "the API has the pages of a renamed repository under its new name")
                .field("deployment", "stated_at", "the API has a deployment in the state that it reached last")
                .field("git_commit", "first_seen_at", "the API knows no pushes")
                .onlyByWebhooks("deployment_status", 2, "the API does not say when a prerelease was promoted")
                .onlyByWebhooks("git_commit", 1, "the API does not list what a forced push replaced")
                .onlyByApi("git_commit", 164, "pushes leave out what is too much, and may be lost")
                .onlyByApi("graph_commit", 291, "webhooks tell no parents")
                .onlyByApi("change_commits", 10, "webhooks do not list the commits of a pull request")
                .onlyByApi("tag", 2, "a pushed tag is kept as a push")
                .field("changes", "approved_at", "the API has an approval that was dismissed as dismissed alone")
                .field("changes", "url", "the API has the pages of a renamed repository under its new name")
                .field("deployments", "url", "the API has the pages of a renamed repository under its new name")
                .derived("changes", "lead_time_seconds", "webhooks do not list the commits of a pull request")
                .derived("changes", "stages", "webhooks do not list the commits of a pull request")
                .derived("deployments", "commits", "webhooks tell no parents")
                .derived("deployments", "linked_by", "webhooks tell no parents")
                .derived("deployments", "flags", "webhooks tell no parents")
                .derived("metrics", "change_lead_time", "webhooks tell no parents");
    }
}
