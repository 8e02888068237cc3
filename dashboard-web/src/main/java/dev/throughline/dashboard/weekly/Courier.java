package dev.throughline.dashboard.weekly;

/** Takes reports to one kind of destination. */
interface Courier<D extends Destination> {

    /** @throws NotSent saying what is known of it then */
    void send(WeeklyReport report, D to) throws NotSent;
}
