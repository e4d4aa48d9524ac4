/** What the tests of the model share. */
@NullMarked
package com.nexus.ssot.model;

import org.jspecify.annotations.NullMarked;
