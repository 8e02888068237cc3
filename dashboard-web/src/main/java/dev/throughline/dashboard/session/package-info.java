/** Who is signed in to the pages, and who may use their forms. The server implements it. */
@NullMarked
package dev.throughline.dashboard.session;

import org.jspecify.annotations.NullMarked;
