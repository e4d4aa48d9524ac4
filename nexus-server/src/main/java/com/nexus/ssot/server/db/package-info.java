/**
 * The database: the embedded one, connections, migrations, transactions and the batch of writes.
 */
@NullMarked
package com.nexus.ssot.server.db;

import org.jspecify.annotations.NullMarked;
