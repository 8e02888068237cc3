@NullMarked
package dev.throughline.server.report;

import org.jspecify.annotations.NullMarked;
