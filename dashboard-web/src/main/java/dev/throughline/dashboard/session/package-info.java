/** Who is signed in to the pages, and who may speak by a form of theirs. The server has the answers. */
@NullMarked
package dev.throughline.dashboard.session;

import org.jspecify.annotations.NullMarked;
