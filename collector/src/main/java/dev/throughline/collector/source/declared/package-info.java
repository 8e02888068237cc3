/** Sources that a file describes: how they prove who they are, and the expression (JSONata) that turns their bodies into reports. */
@NullMarked
package dev.throughline.collector.source.declared;

import org.jspecify.annotations.NullMarked;
