package dev.throughline.dashboard.wording;

import dev.throughline.dashboard.session.Refusal;

/** Why a form was refused, as sentences that say what to do. */
public final class RefusalWords {

    private RefusalWords() {}

    public static String of(Refusal refusal) {
        return switch (refusal) {
            case FOREIGN_ORIGIN ->
                "This form did not come from a page of this server, so nothing was done. Open the page here and try again.";
            case WRONG_TOKEN -> "That is not the API token, so nothing was done. Check it and try again.";
            case EXPIRED ->
                "You are not signed in any more, so nothing was done. Sign in again, or type the API token below.";
            case OTHER_SESSION ->
                "You have signed in again since this page was opened, so nothing was done. Send the form below once more.";
            case NOBODY -> "This needs the API token. Type it below, or sign in first. Nothing was done.";
        };
    }

    /** The HTTP status that goes with it. */
    public static int status(Refusal refusal) {
        return switch (refusal) {
            case FOREIGN_ORIGIN, OTHER_SESSION -> 403;
            case WRONG_TOKEN, EXPIRED, NOBODY -> 401;
        };
    }
}
