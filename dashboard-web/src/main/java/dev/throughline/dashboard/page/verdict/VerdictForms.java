package dev.throughline.dashboard.page.verdict;

import dev.throughline.dashboard.problem.BadParameter;
import dev.throughline.dashboard.problem.NotFound;
import dev.throughline.dashboard.session.Permission;
import dev.throughline.dashboard.session.Visitors;
import dev.throughline.dashboard.verdict.Sayable;
import dev.throughline.dashboard.verdict.VerdictDesk;
import dev.throughline.dashboard.verdict.VerdictDesk.Kept;
import dev.throughline.dashboard.wording.RefusalWords;
import dev.throughline.engine.fact.Cause;
import dev.throughline.engine.verdict.Verdict;
import dev.throughline.engine.verdict.Word;
import jakarta.servlet.http.HttpServletRequest;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows the form and passes its content to the {@link VerdictDesk}, like the API. */
public class VerdictForms {

    private static final String REASON = "reason";
    private static final String CAUSE = "cause";
    private static final String CHOICE = "verdict";

    private final Visitors visitors;
    private final VerdictDesk desk;

    VerdictForms(Visitors visitors, VerdictDesk desk) {
        this.visitors = visitors;
        this.desk = desk;
    }

    /**
     * The form as it first shows.
     *
     * @param path of the page
     */
    public VerdictForm form(HttpServletRequest request, Subject subject, UUID target, String path, ZoneId zone) {
        return form(request, subject, target, path, zone, null);
    }

    /**
     * Handles a submitted form.
     *
     * @return the form with what is wrong; empty when nothing is, and then the verdict is stored
     */
    public Optional<VerdictForm> take(
            HttpServletRequest request, Subject subject, UUID target, String path, ZoneId zone) {
        Wrong wrong;
        try {
            wrong = take(request, subject, target);
        } catch (BadParameter bad) {
            wrong = new Wrong(400, "The name should be " + bad.expected() + ". Nothing was kept.");
        }
        return Optional.ofNullable(wrong).map(what -> form(request, subject, target, path, zone, what));
    }

    private record Wrong(int status, String sentence) {}

    private @Nullable Wrong take(HttpServletRequest request, Subject subject, UUID target) {
        return switch (visitors.judge(request)) {
            case Permission.Refused refused ->
                new Wrong(RefusalWords.status(refused.refusal()), RefusalWords.of(refused.refusal()));
            case Permission.Granted granted -> keep(request, subject, target, granted.actor());
        };
    }

    private @Nullable Wrong keep(HttpServletRequest request, Subject subject, UUID target, String actor) {
        Optional<Choice> choice = Choice.on(subject).stream()
                .filter(each -> each.value().equals(typed(request, CHOICE)))
                .findAny();
        if (choice.isEmpty()) {
            return new Wrong(400, "Choose one of the answers below. Nothing was kept.");
        }
        String reason = typed(request, REASON);
        if (reason.isEmpty()) {
            return new Wrong(400, "Say why, for those who read it later. Nothing was kept.");
        }
        if (Sayable.reason(reason).isEmpty()) {
            return new Wrong(
                    400,
                    "The reason has to be text of at most " + Sayable.LONGEST_REASON
                            + " characters. Nothing was kept.");
        }
        List<Cause> causes = causes(typed(request, CAUSE));
        if (choice.get() == Choice.CAUSE && (causes.isEmpty() || causes.size() > Sayable.MOST_CAUSES)) {
            return new Wrong(
                    400,
                    "Name the commit or the deployment that caused it: a hash of at least 7 digits, or an id. Nothing was kept.");
        }
        List<Word> words = List.of(choice.get().word(causes));
        Kept kept = switch (subject) {
            case DEPLOYMENT -> desk.ofDeployment(target, words, reason, actor);
            case INCIDENT -> desk.ofIncident(target, words, reason, actor);
        };
        if (kept == Kept.NOT) {
            throw new NotFound("nothing has the id " + target);
        }
        return null;
    }

    private static List<Cause> causes(String text) {
        return Arrays.stream(text.split("[\\s,]+"))
                .filter(word -> !word.isEmpty())
                .flatMap(word -> Sayable.cause(word).stream())
                .distinct()
                .toList();
    }

    private VerdictForm form(
            HttpServletRequest request, Subject subject, UUID target, String path, ZoneId zone, @Nullable Wrong wrong) {
        List<Verdict> said = desk.saidOf(target);
        Map<Word.Field, Verdict> last = new EnumMap<>(Word.Field.class);
        said.forEach(verdict -> last.put(verdict.word().field(), verdict));
        return new VerdictForm(
                path + "/verdict",
                visitors.of(request).orElse(null),
                zone.getId(),
                Choice.on(subject).stream()
                        .filter(choice -> choice.isNews(last))
                        .toList(),
                wrong == null
                        ? new VerdictForm.Typed("", "", "")
                        : new VerdictForm.Typed(
                                typed(request, REASON), typed(request, CAUSE), typed(request, Visitors.NAME)),
                wrong == null ? "" : wrong.sentence(),
                wrong == null ? 200 : wrong.status(),
                desk.isPending(target),
                last.values().stream()
                        .filter(verdict -> !Choice.isBackToTheRules(verdict.word()))
                        .map(verdict -> VerdictView.of(verdict, zone))
                        .toList(),
                said.stream().map(verdict -> VerdictView.of(verdict, zone)).toList());
    }

    private static String typed(HttpServletRequest request, String name) {
        String value = request.getParameter(name);
        return value == null ? "" : value.strip();
    }
}
