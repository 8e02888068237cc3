@NullMarked
package dev.throughline.collector.rule;

import org.jspecify.annotations.NullMarked;
