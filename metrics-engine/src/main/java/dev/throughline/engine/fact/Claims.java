package dev.throughline.engine.fact;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a commit or a change says that it does, in words (definitions 1.4 and 1.5). Whether it is true is decided later.
 *
 * @param revertsChanges changes that it reverts: {@code #12} of the same repository, {@code github.com/acme/shop#12} of another
 * @param revertsCommits hashes that it reverts, or prefixes of at least 7 digits
 * @param revertsTitle title of what it reverts, quoted in its own title: {@code revert: …}, for a change also {@code Revert "…"}; null when
 *     it quotes none
 * @param closesIssues issues that it closes, named like changes
 * @param fixesIncidents numbers or URLs of incidents that it fixes
 */
public record Claims(
        List<String> revertsChanges,
        List<String> revertsCommits,
        @Nullable String revertsTitle,
        List<String> closesIssues,
        List<String> fixesIncidents) {

    public static final Claims NONE = new Claims(List.of(), List.of(), null, List.of(), List.of());
}
