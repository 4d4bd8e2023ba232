internal import CSQLite
func probe() -> Int32 { sqlite3_libversion_number() }
