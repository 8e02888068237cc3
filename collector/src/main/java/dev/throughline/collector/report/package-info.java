/** The one vocabulary of reports: a deployment, incident or change as JSON, whichever source tells it. */
@NullMarked
package dev.throughline.collector.report;

import org.jspecify.annotations.NullMarked;
