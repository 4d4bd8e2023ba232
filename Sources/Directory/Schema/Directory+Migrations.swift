package import Database

extension Directory {
    /// The tables of the directory. The executable applies them first: other modules' tables refer to `user`.
    package static let migrations = MigrationSet(
        module: "Directory",
        steps: [
            Migration(1, "structures and users", structuresAndUsers),
            Migration(2, "applications and entitlements", applicationsAndEntitlements),
            Migration(3, "journal and settings", journalAndSettings),
        ])
}
