/** The common vocabulary of reports: a deployment, incident or change as JSON, from whichever source; and where reports are received. */
@NullMarked
package dev.throughline.collector.report;

import org.jspecify.annotations.NullMarked;
