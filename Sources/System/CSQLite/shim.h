// SQLite (Debian: libsqlite3-dev): the store.
#pragma once
#include <sqlite3.h>

// Cast macros and variadic functions do not reach Swift: these say the same.
static inline sqlite3_destructor_type convergences_sqlite_transient(void) { return SQLITE_TRANSIENT; }
