/** JSON and YAML read strictly, and JSON written canonically (RFC 8785). */
@NullMarked
package com.nexus.ssot.model.json;

import org.jspecify.annotations.NullMarked;
