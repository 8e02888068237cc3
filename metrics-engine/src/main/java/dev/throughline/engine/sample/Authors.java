package dev.throughline.engine.sample;

import dev.throughline.engine.option.Counting;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Whose commits and changes give lead times. */
record Authors(Counting.Bots bots, Predicate<String> isBotLogin) {

    /** Why something written by a bot, or a person, gives no lead time; empty when it gives one. */
    Optional<Exclusion> leftOut(boolean isCalledBot, @Nullable String author) {
        boolean isBot = isCalledBot || author != null && isBotLogin.test(author);
        return bots.takes(isBot) ? Optional.empty() : Optional.of(isBot ? Exclusion.BOT : Exclusion.PERSON);
    }
}
