package dev.throughline.dashboard.page.frame;

import dev.throughline.engine.history.ScopeChoices;
import dev.throughline.engine.metric.Basis;
import dev.throughline.engine.metric.Interval;
import dev.throughline.engine.metric.Profile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The choices above a page: links and one form, which work without a script.
 *
 * @param address of the page
 * @param groups the choices, in reading order
 */
public record Controls(Chosen chosen, Address address, List<Group> groups, List<String> zones) {

    /** Offered for the time zone; any other is accepted as well. */
    private static final List<String> ZONES = List.of(
            "UTC",
            "America/Los_Angeles",
            "America/Chicago",
            "America/New_York",
            "America/Sao_Paulo",
            "Europe/London",
            "Europe/Berlin",
            "Europe/Kyiv",
            "Africa/Lagos",
            "Africa/Johannesburg",
            "Asia/Kolkata",
            "Asia/Singapore",
            "Asia/Shanghai",
            "Asia/Tokyo",
            "Australia/Sydney");

    /** One of several; {@code href} chooses it. */
    public record Choice(String id, String label, String href, boolean isChosen) {}

    /**
     * A question with its answers.
     *
     * @param isOpen whether all answers are on the page, rather than in a menu
     */
    public record Group(String name, boolean isOpen, List<Choice> choices) {

        /** The label of what is chosen. */
        public String label() {
            return choices.stream()
                    .filter(Choice::isChosen)
                    .findFirst()
                    .map(Choice::label)
                    .orElse("");
        }
    }

    /** What a page lets its reader choose besides a period. */
    public enum Offer {
        INTERVAL,
        ENVIRONMENT,
        TEAM,
        BASIS,
        PROFILE
    }

    /** @param scopes the teams and environments that there are */
    public static Controls of(Chosen chosen, Address address, ScopeChoices scopes, Set<Offer> offers) {
        Selection selection = chosen.selection();
        List<Group> groups = new ArrayList<>();
        Maker make = new Maker(selection, address);
        groups.add(make.group(
                "Period",
                "period",
                true,
                Selection.PERIODS.keySet().stream().toList(),
                period -> Objects.requireNonNull(Selection.PERIODS.get(period)).label(),
                selection.period()));
        if (offers.contains(Offer.INTERVAL)) {
            groups.add(make.group(
                    "Interval",
                    "interval",
                    true,
                    Arrays.stream(Interval.values()).map(Interval::word).toList(),
                    word -> word,
                    selection.interval().word()));
        }
        if (offers.contains(Offer.ENVIRONMENT)) {
            groups.add(make.optional(
                    "Environment", "environment", "all production", scopes.environments(), selection.environment()));
        }
        if (offers.contains(Offer.TEAM)) {
            groups.add(make.optional("Team", "team", "all teams", scopes.teams(), selection.team()));
        }
        if (offers.contains(Offer.BASIS) && selection.profile() != Profile.GITLAB) {
            groups.add(make.group(
                    "Lead time",
                    "basis",
                    false,
                    Arrays.stream(Basis.values()).map(Basis::word).toList(),
                    Controls::basis,
                    selection.basis().word()));
        }
        if (offers.contains(Offer.PROFILE)) {
            groups.add(make.group(
                    "Rules",
                    "profile",
                    false,
                    Arrays.stream(Profile.values()).map(Profile::word).toList(),
                    Controls::profile,
                    selection.profile().word()));
        }
        groups.removeIf(group -> group.choices.size() < 2);
        return new Controls(chosen, address, groups, ZONES);
    }

    private static String basis(String word) {
        return switch (word) {
            case "change" -> "per change, from its first commit";
            case "merge" -> "per change, from its merge";
            default -> "per commit";
        };
    }

    private static String profile(String word) {
        return switch (word) {
            case "gitlab" -> "as GitLab counts";
            case "fourkeys" -> "as Four Keys counts";
            case "datadog" -> "as Datadog counts";
            default -> "DORA";
        };
    }

    private record Maker(Selection selection, Address address) {

        Group group(
                String name,
                String parameter,
                boolean isOpen,
                List<String> values,
                UnaryOperator<String> label,
                @Nullable String chosen) {
            return new Group(
                    name,
                    isOpen,
                    values.stream()
                            .map(value -> choice(parameter, value, label.apply(value), value.equals(chosen)))
                            .toList());
        }

        /** With an answer for all; what was chosen is among them, even if it does not exist. */
        Group optional(String name, String parameter, String all, List<String> values, @Nullable String chosen) {
            List<Choice> choices = new ArrayList<>();
            choices.add(choice(parameter, null, all, chosen == null));
            Stream.concat(values.stream(), Stream.ofNullable(chosen))
                    .distinct()
                    .map(value -> choice(parameter, value, value, value.equals(chosen)))
                    .forEach(choices::add);
            return new Group(name, false, choices);
        }

        private Choice choice(String parameter, @Nullable String value, String label, boolean isChosen) {
            return new Choice(
                    parameter + "-" + (value == null ? "all" : Integer.toHexString(value.hashCode())),
                    label,
                    address.href(selection.with(parameter, value)),
                    isChosen);
        }
    }

    public Selection selection() {
        return chosen.selection();
    }

    /** The invalid part of the choice; null when all is valid. */
    public @Nullable Wrong wrong() {
        return chosen.wrong();
    }

    /** Null if it is not wrong, for an attribute that is then omitted. */
    public @Nullable String invalid(String parameter) {
        return chosen.wrong() != null && chosen.wrong().parameter().equals(parameter) ? "true" : null;
    }

    public String typedFrom() {
        return chosen.typed("from", selection().from());
    }

    public String typedUntil() {
        return chosen.typed("until", selection().until());
    }

    public String typedZone() {
        return chosen.typed("timezone", selection().zone());
    }

    /** Whether the form is open initially. */
    public boolean isFormOpen() {
        return selection().period() == null || chosen.isWrong();
    }

    /** What the numbers span, in words. */
    public String span() {
        return selection().span();
    }

    /** What the form must send besides its own fields: the other choices, and the page's own parameters. */
    public Map<String, String> hidden() {
        Map<String, String> hidden = new LinkedHashMap<>(selection().kept());
        hidden.keySet().removeAll(Set.of("period", "from", "until", "timezone"));
        hidden.putAll(address.own());
        return hidden;
    }
}
