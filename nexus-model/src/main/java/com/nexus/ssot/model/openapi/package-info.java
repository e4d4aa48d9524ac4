/** Compares OpenAPI documents: whom a new version would hurt, and where. */
@NullMarked
package com.nexus.ssot.model.openapi;

import org.jspecify.annotations.NullMarked;
