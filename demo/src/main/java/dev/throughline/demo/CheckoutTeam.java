package dev.throughline.demo;

import static java.time.Duration.ofMinutes;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;

/** Works on the trunk and deploys each push of a working day: small changes, few failures, back in minutes. */
final class CheckoutTeam extends Team {

    private static final List<String> SUBJECTS = List.of(
            "the cart", "card payments", "vouchers", "shipping costs", "the order form", "gift cards", "tax rates");

    private String live = "";
    private boolean isBroken;

    CheckoutTeam(Consumer<Delivery> outbox) {
        super(910_001, "acme/checkout", SUBJECTS, outbox);
    }

    @Override
    void plan(LocalDate day) {
        if (!isWorkday(day)) {
            return;
        }
        Duration time = ofMinutes(500 + random.nextInt(90));
        for (int i = random.nextInt(3); i < 4; i++) {
            agenda.at(at(day, 0).plus(time), this::change);
            time = time.plus(between(ofMinutes(75), ofMinutes(120)));
        }
    }

    private void change() {
        repository.push("main", agenda.now(), commits(1 + random.nextInt(3), between(ofMinutes(20), ofMinutes(300))));
        deployMain();
    }

    private void deployMain() {
        String sha = repository.head("main");
        after(ofMinutes(5), ofMinutes(9), () -> {
            if (isBroken) {
                return;
            }
            boolean isRed = happens(3);
            deploy("production", sha, isRed ? "failure" : "success", between(ofMinutes(3), ofMinutes(7)), () -> {
                if (!isRed) {
                    arrived(sha);
                }
            });
        });
    }

    private void arrived(String sha) {
        String before = live;
        live = sha;
        if (!before.isEmpty() && happens(4)) {
            after(ofMinutes(4), ofMinutes(20), () -> breakDown(before, sha));
        }
    }

    /** Rolls back within minutes, names the cause more often than not, and goes on with a revert. */
    private void breakDown(String good, String bad) {
        isBroken = true;
        Issue incident = repository.openIssue("Checkout errors above 2 %", "", List.of("incident"), agenda.now());
        after(
                ofMinutes(4),
                ofMinutes(12),
                () -> deploy("production", good, "success", ofMinutes(3), () -> {
                    live = good;
                    after(ofMinutes(2), ofMinutes(15), () -> repository.close(incident, agenda.now()));
                    after(ofMinutes(16), ofMinutes(25), () -> {
                        if (happens(60)) {
                            repository.edit(incident, "Root cause: " + bad.substring(0, 7), agenda.now());
                        }
                        Commit revert = commit("Revert \"Change\"\n\nThis reverts commit " + bad + ".", ofMinutes(2));
                        repository.push("main", agenda.now(), List.of(revert));
                        isBroken = false;
                    });
                }));
    }
}
