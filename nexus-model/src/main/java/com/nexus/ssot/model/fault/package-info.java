/** What can go wrong, said the same way at every door. */
@NullMarked
package com.nexus.ssot.model.fault;

import org.jspecify.annotations.NullMarked;
