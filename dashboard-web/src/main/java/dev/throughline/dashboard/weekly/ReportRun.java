package dev.throughline.dashboard.weekly;

import dev.throughline.dashboard.weekly.NotSent.Because;
import dev.throughline.dashboard.weekly.ReportBook.End;
import dev.throughline.dashboard.weekly.ReportBook.Entry;
import dev.throughline.engine.metric.UnknownService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what is due, each report once to each destination: the process that claims it in the book sends it, and no other. */
final class ReportRun {

    private static final Logger log = LoggerFactory.getLogger(ReportRun.class);

    /** Pauses after each failed attempt; after the last one it is given up. */
    private static final List<Duration> PAUSES = List.of(
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(3),
            Duration.ofHours(6));

    /** No sending takes longer. */
    private static final Duration STRANDED = Duration.ofMinutes(15);

    private final List<Addressee> addressees;
    private final Schedule schedule;
    private final ReportWriter reports;
    private final Couriers couriers;
    private final ReportBook book;
    private final SendingCounter counter;
    private final Clock clock;

    ReportRun(
            List<Addressee> addressees,
            Schedule schedule,
            ReportWriter reports,
            Couriers couriers,
            ReportBook book,
            SendingCounter counter,
            Clock clock) {
        this.addressees = List.copyOf(addressees);
        this.schedule = schedule;
        this.reports = reports;
        this.couriers = couriers;
        this.book = book;
        this.counter = counter;
        this.clock = clock;
    }

    /** Does what is due now: nothing if nobody is to receive anything. */
    void run() {
        if (addressees.isEmpty()) {
            return;
        }
        for (Entry stranded : book.endStranded(clock.instant().minus(STRANDED), clock.instant())) {
            counter.count(Channel.of(stranded.destination()), End.UNCLEAR);
            log.warn(
                    "A process ended while it sent the report of {} for the week of {}: whether it arrived is unknown, and it is not sent again",
                    stranded.team().isEmpty() ? "all services" : PlainText.line(stranded.team()),
                    stranded.week());
        }
        Optional<Week> due = schedule.due(clock.instant());
        due.ifPresent(week -> addressees.forEach(addressee -> sendOnce(addressee, week)));
    }

    private void sendOnce(Addressee addressee, Week week) {
        Entry entry = new Entry(
                week.monday(), addressee.teamKey(), addressee.destination().key());
        book.take(entry, clock.instant()).ifPresent(attempt -> send(addressee, week, entry, attempt));
    }

    private void send(Addressee addressee, Week week, Entry entry, int attempt) {
        try {
            couriers.send(report(addressee, week), addressee.destination());
            end(addressee, entry, End.SENT);
            log.info(
                    "Sent the report of {} for {} to {}",
                    PlainText.line(addressee.teamName()),
                    week.name(),
                    addressee.destination());
        } catch (NotSent e) {
            failed(addressee, week, entry, attempt, e);
        }
    }

    /** A report that cannot be written was not sent, so it can be retried. */
    private WeeklyReport report(Addressee addressee, Week week) throws NotSent {
        try {
            return reports.of(addressee.team(), week);
        } catch (UnknownService e) {
            throw new NotSent(Because.PASSING, "the team owns no service");
        } catch (RuntimeException e) {
            throw new NotSent(
                    Because.PASSING,
                    "its numbers cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private void failed(Addressee addressee, Week week, Entry entry, int attempt, NotSent why) {
        String then = switch (why.because()) {
            case REFUSED -> {
                end(addressee, entry, End.REFUSED);
                yield "it is not tried again";
            }
            case UNCLEAR -> {
                end(addressee, entry, End.UNCLEAR);
                yield "it may have arrived, so it is not sent again";
            }
            case PASSING -> again(addressee, entry, attempt);
        };
        log.warn(
                "Could not send the report of {} for {} to {}: {}; {}",
                PlainText.line(addressee.teamName()),
                week.name(),
                addressee.destination(),
                why.getMessage(),
                then);
    }

    private String again(Addressee addressee, Entry entry, int attempt) {
        if (attempt > PAUSES.size()) {
            end(addressee, entry, End.GIVEN_UP);
            return "it is given up after %d attempts".formatted(attempt);
        }
        Duration pause = PAUSES.get(attempt - 1);
        Instant now = clock.instant();
        book.again(entry, now.plus(pause), now);
        counter.countFailed(addressee.destination().channel());
        return "it is tried again in %d minutes".formatted(pause.toMinutes());
    }

    private void end(Addressee addressee, Entry entry, End end) {
        book.end(entry, end, clock.instant());
        counter.count(addressee.destination().channel(), end);
    }
}
