package broken.collector.inbox;

import broken.dashboard.page.PageThatReceives;
import org.jspecify.annotations.NullMarked;

/** Breaks: the collector does not see the dashboard. */
@NullMarked
public record InboxThatDraws(PageThatReceives page) {}
