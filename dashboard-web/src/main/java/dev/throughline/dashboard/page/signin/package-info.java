/** Signing in with the API token, for the forms of pages. */
@NullMarked
package dev.throughline.dashboard.page.signin;

import org.jspecify.annotations.NullMarked;
