import Database
import Directory

/// Runs what fails as the store fails and lets it fail as accounts do: typed errors do not convert by themselves.
func stored<Value>(_ body: () throws(DatabaseError) -> Value) throws(AccountsError) -> Value {
    do {
        return try body()
    } catch {
        throw .database(error)
    }
}

/// Runs what fails as the directory fails and lets it fail as accounts do.
func inDirectory<Value>(_ body: () throws(DirectoryError) -> Value) throws(AccountsError) -> Value {
    do {
        return try body()
    } catch {
        throw .directory(error)
    }
}
