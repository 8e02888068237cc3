/** The page of one service. */
@NullMarked
package dev.throughline.dashboard.page.service;

import org.jspecify.annotations.NullMarked;
