package dev.throughline.collector.source.fourkeys;

import dev.throughline.collector.payload.Field;
import dev.throughline.collector.payload.UnreadablePayload;
import dev.throughline.engine.fact.CommitSha;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commits as both forms list them. */
final class PushedCommits {

    private PushedCommits() {}

    record Listed(@Nullable CommitSha id, @Nullable String timestamp) {}

    /**
     * A push of these commits.
     *
     * @param headPath where the head is named
     * @throws UnreadablePayload when the head is none of them, or one of them is incomplete
     */
    static MadeUp.Push push(CommitSha head, String headPath, @Nullable List<@Nullable Listed> listed) {
        List<@Nullable Listed> all = Field.of(listed, "commits");
        List<MadeUp.Written> commits = new ArrayList<>(all.size());
        for (int i = 0; i < all.size(); i++) {
            String path = "commits[" + i + "]";
            Listed commit = Field.of(all.get(i), path);
            commits.add(new MadeUp.Written(
                    Field.of(commit.id(), path + ".id"), MadeUpTimes.of(commit.timestamp(), path + ".timestamp")));
        }
        return commits.stream()
                .filter(commit -> commit.sha().equals(head))
                .findFirst()
                .map(written -> new MadeUp.Push(head, written.at(), List.copyOf(commits)))
                .orElseThrow(() -> UnreadablePayload.at(headPath, "is none of the commits"));
    }
}
