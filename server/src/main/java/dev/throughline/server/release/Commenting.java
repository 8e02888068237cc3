package dev.throughline.server.release;

import dev.throughline.collector.backfill.ApiFailed;
import dev.throughline.collector.comment.Comments;
import dev.throughline.collector.comment.PullRequest;
import dev.throughline.collector.payload.Sha256;
import dev.throughline.server.cli.CommandFailed;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Writes what a release did on the changes that it delivered, once on each. */
final class Commenting {

    private static final int MOST = 50;
    private static final int DIGITS = 16;

    private final Forges forges;
    private final PrintStream err;

    Commenting(Forges forges, PrintStream err) {
        this.forges = forges;
        this.err = err;
    }

    /** @return the exit status: 0 when each of them has the comment now */
    int comment(Release release, String markdown) {
        List<PullRequest> all = release.changes().stream()
                .flatMap(change -> forges.find(change.url()).stream())
                .distinct()
                .toList();
        if (all.isEmpty()) {
            err.println("There is no pull or merge request to comment on.");
            return 0;
        }
        if (all.size() > MOST) {
            err.println("%d pull or merge requests were delivered: the newest %d are commented on."
                    .formatted(all.size(), MOST));
        }
        String marker = marker(release);
        boolean isAllWritten = true;
        for (PullRequest request : all.subList(0, Math.min(MOST, all.size()))) {
            isAllWritten &= isWritten(request, marker, markdown);
        }
        return isAllWritten ? 0 : 1;
    }

    private boolean isWritten(PullRequest request, String marker, String markdown) {
        try {
            Comments.Outcome outcome = forges.at(request).write(request, marker, markdown);
            err.println("%s: %s".formatted(request, words(outcome)));
            return true;
        } catch (ApiFailed e) {
            if (e.reason() == ApiFailed.Reason.UNAUTHORIZED) {
                throw CommandFailed.because("the token is not valid: " + e.getMessage());
            }
            err.println("throughline: %s: %s%s".formatted(request, hint(e), e.getMessage()));
            return false;
        } catch (CommandFailed e) {
            err.println("throughline: %s: %s".formatted(request, e.getMessage()));
            return false;
        }
    }

    private static String words(Comments.Outcome outcome) {
        return switch (outcome) {
            case WRITTEN -> "commented";
            case RENEWED -> "the comment was renewed";
            case UNCHANGED -> "the comment says it already";
        };
    }

    private static String hint(ApiFailed failed) {
        return switch (failed.reason()) {
            case FORBIDDEN -> "the token may not comment here: ";
            case NOT_FOUND -> "it is not there, or the token does not see it: ";
            case UNAUTHORIZED, LIMITED, UNAVAILABLE, NOT_AN_API, REFUSED, STOPPED -> "";
        };
    }

    /** The same for each release of a service to an environment, so that a change which is delivered again has one comment. */
    private static String marker(Release release) {
        String name = release.service().toLowerCase(Locale.ROOT) + "\n" + release.environment();
        String hash = Sha256.hex(name.getBytes(StandardCharsets.UTF_8));
        return "<!-- throughline:release:%s -->".formatted(hash.substring(0, DIGITS));
    }
}
