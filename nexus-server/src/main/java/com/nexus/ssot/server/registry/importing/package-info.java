/** Import of documents and of whole registries, and export. */
@NullMarked
package com.nexus.ssot.server.registry.importing;

import org.jspecify.annotations.NullMarked;
