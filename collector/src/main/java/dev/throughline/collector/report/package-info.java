/** The one vocabulary of reports: a deployment, incident or change as JSON, whichever source tells it; and where reports are taken. */
@NullMarked
package dev.throughline.collector.report;

import org.jspecify.annotations.NullMarked;
