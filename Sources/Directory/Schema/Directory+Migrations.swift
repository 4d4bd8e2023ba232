package import Database

extension Directory {
    /// The tables of the directory. The executable applies them first: other modules' tables refer to `user`.
    package static let migrations = MigrationSet(
        module: "Directory",
        steps: [
            Migration(1, "structures and users", structuresAndUsers),
            Migration(2, "applications and entitlements", applicationsAndEntitlements),
            Migration(3, "journal and settings", journalAndSettings),
            // What the operator holds back, a referent does not resume.
            Migration(
                4, "who suspended an account",
                """
                ALTER TABLE user ADD COLUMN held_by_operator INTEGER NOT NULL DEFAULT 0
                    CHECK (held_by_operator IN (0, 1))
                """),
            Migration(5, "the list of users", listOfUsers, fill: fillListOfUsers),
            Migration(6, "requests to the operator", requests),
            Migration(7, "messages on the portal, logo", messagesAndLogo),
            Migration(8, "the search of the journal", journalSearch, fill: fillJournalSearch),
            Migration(9, "seals of the journal", journalSeals),
            Migration(10, "subject identifiers", subjectIdentifiers),
            Migration(11, "sources of metadata", metadataSources),
            Migration(12, "errors of integration", integrationErrors),
            Migration(13, "addresses that mail comes back from", unreachable),
            // Those two were hidden behind pages of their own.
            Migration(
                14, "short names that are words of addresses",
                """
                UPDATE application SET slug = slug || '-' || id WHERE slug IN ('ajouter', 'export')
                """),
            Migration(15, "who may open which application", applicationUsers),
        ])
}
