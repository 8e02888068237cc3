/** A synthetic organisation, streamed through the real webhook endpoint as GitHub would post it. */
@NullMarked
package dev.throughline.demo;

import org.jspecify.annotations.NullMarked;
