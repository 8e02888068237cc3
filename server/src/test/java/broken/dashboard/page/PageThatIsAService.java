package broken.dashboard.page;

import org.jspecify.annotations.NullMarked;
import org.springframework.stereotype.Service;

/** Breaks: beans are made in configurations. */
@NullMarked
@Service
public final class PageThatIsAService {}
