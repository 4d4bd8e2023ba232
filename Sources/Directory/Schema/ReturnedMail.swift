extension Directory {
    /// Migration 11. Addresses that mail came back from: of one person, as long as they have that address and nothing
    /// has shown since that it works.
    static let unreachable: StaticString = """
        CREATE TABLE unreachable (
            user INTEGER PRIMARY KEY REFERENCES user (id),
            since INTEGER NOT NULL,
            reason TEXT NOT NULL,
            detail TEXT
        ) STRICT;
        CREATE TRIGGER another_address AFTER UPDATE OF email ON user WHEN NEW.email <> OLD.email
        BEGIN DELETE FROM unreachable WHERE user = NEW.id; END;
        CREATE TRIGGER nobodys_address AFTER UPDATE OF erased_at ON user WHEN NEW.erased_at IS NOT NULL
        BEGIN DELETE FROM unreachable WHERE user = NEW.id; END;
        """
}
