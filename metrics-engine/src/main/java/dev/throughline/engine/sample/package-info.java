/** What the engine concludes from the facts of a service, derived again whenever they change: links, lead times, verdicts. */
@NullMarked
package dev.throughline.engine.sample;

import org.jspecify.annotations.NullMarked;
