package dev.throughline.server.acceptance;

import dev.throughline.server.acceptance.HistoryContract.Breaks;
import dev.throughline.server.forge.RepositoryStory;
import java.time.Duration;
import java.util.stream.Stream;

/** What happens in repositories, the same on every forge but for its habits. */
final class Stories {

    private final Habits habits;
    private final Breaks breaks;

    /** What one forge does otherwise than another. */
    interface Habits {

        /** Its word for what GitHub calls the state of a deployment, or the conclusion of a run. */
        String word(String state);

        /** Merges copies of the commits of a change; answers the newest. */
        String rebased(RepositoryStory web, int change, String branch);

        /** A deployment goes on from staging to production. */
        void promoted(RepositoryStory web, String sha);

        /** A repository gets another name. */
        void renamed(RepositoryStory library, String name);

        /** How a change says that it reverts another. */
        String reverts(int change);
    }

    Stories(Habits habits, Breaks breaks) {
        this.habits = habits;
        this.breaks = breaks;
    }

    private void state(RepositoryStory web, long deployment, String state) {
        web.status(deployment, habits.word(state));
    }

    private void run(RepositoryStory site, String name, String... conclusions) {
        site.run(
                name,
                site.head("main"),
                Stream.of(conclusions).map(habits::word).toArray(String[]::new));
    }

    void deliver(RepositoryStory web) {
        String first = web.head("main");
        state(web, web.deploy(first, "production"), "success");

        // merged as it is, after two reviews of which one is its author's own
        web.commit("cart", "Add a cart", "cart.java");
        int cart = web.open("cart", "feature");
        web.review(cart, "ada", "COMMENTED");
        web.review(cart, "bob", "COMMENTED");
        web.commit("cart", "Add a button", "cart.java");
        web.review(cart, "bob", "APPROVED");
        String merged = web.merge(cart);
        long staged = web.deploy(merged, "staging");
        state(web, staged, "in_progress");
        state(web, staged, "success");
        long shaky = web.deploy(merged, "production");
        state(web, shaky, "in_progress");
        state(web, shaky, "failure");
        state(web, shaky, "success");
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
        habits.promoted(web, squashed);

        // rebased onto what somebody pushed to main in the meantime
        web.commit("prices", "Round prices", "prices.java");
        web.commit("prices", "Round them up", "prices.java");
        int prices = web.open("prices");
        web.commit("main", "Fix a typo", "README.md");
        String rebased = habits.rebased(web, prices, "prices");
        state(web, web.deploy(rebased, "production"), "success");

        // forced in the meantime
        web.commit("colours", "Paint it", "colours.css");
        int colours = web.open("colours");
        web.commit("main", "Fix another typo", "README.md");
        web.rebase("colours");
        String coloured = web.merge(colours);
        long cancelled = web.deploy(coloured, "production");
        state(web, cancelled, "queued");
        state(web, cancelled, "error");
        breaks.next();

        // a stranger's, whose fork is gone
        web.unheard(() -> web.commit("translation", "Translate", "de.properties"));
        int translation = web.openFromFork("translation", null, null);
        web.review(translation, "bob", "APPROVED");
        String translated = web.squash(translation);
        state(web, web.deploy(translated, "production"), "success");

        // taken back
        int undo = revert(web, cart, merged);
        web.label(undo, "hotfix");
        String reverted = web.merge(undo);
        state(web, web.deploy(reverted, "production"), "success");
        state(web, web.deploy(translated, "production"), "success");
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
        state(web, web.deploy(web.merge(large), "production"), "success");

        // of which no webhook told
        web.unheard(() -> web.commit("quiet", "Hush", "quiet.java"));
        int quiet = web.open("quiet");
        state(web, web.deploy(web.squash(quiet), "production"), "success");

        // closed, and left open
        web.commit("dead", "Try something", "dead.java");
        web.close(web.open("dead"));
        web.commit("open", "Go on", "open.java");
        web.open("open");
        web.after(Duration.ofHours(1));
    }

    private int revert(RepositoryStory web, int change, String merged) {
        web.commit("undo", "Revert \"Pull cart\"\n\nThis reverts commit " + merged + ".", "cart.java");
        return web.propose("undo", "Revert \"Pull cart\"", habits.reverts(change));
    }

    void release(RepositoryStory library) {
        library.commit("main", "Begin to count", "count.java");
        library.release("v1.0", library.head("main"));
        library.commit("fix", "Count right", "count.java");
        String merged = library.squash(library.open("fix", "hotfix"));
        habits.renamed(library, "acme/counter");
        library.release("v1.1", merged);
    }

    void run(RepositoryStory site) {
        run(site, "Deploy", "success");
        site.commit("main", "Change a page", "index.html");
        run(site, "Test", "success");
        run(site, "Deploy", "failure", "cancelled", "success");
        site.commit("main", "Change another page", "index.html");
        run(site, "Deploy", "failure");
    }
}
