/** What a release did: told in a pipeline, and in comments on the changes that it delivered. */
@NullMarked
package dev.throughline.server.release;

import org.jspecify.annotations.NullMarked;
