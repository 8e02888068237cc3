/** Answers to requests that the collector cannot handle: problem documents (RFC 9457), with stable types. */
@NullMarked
package dev.throughline.collector.problem;

import org.jspecify.annotations.NullMarked;
