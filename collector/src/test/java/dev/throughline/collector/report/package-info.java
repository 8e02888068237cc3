@NullMarked
package dev.throughline.collector.report;

import org.jspecify.annotations.NullMarked;
