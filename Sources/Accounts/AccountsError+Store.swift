import Database

/// Runs what fails as the store fails and lets it fail as accounts do: typed errors do not convert by themselves.
func stored<Value>(_ body: () throws(DatabaseError) -> Value) throws(AccountsError) -> Value {
    do {
        return try body()
    } catch {
        throw .database(error)
    }
}
