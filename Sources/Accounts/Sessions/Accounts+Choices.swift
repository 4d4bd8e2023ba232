package import Directory
import Database

extension Accounts {
    /// Remembers, for the length of this session, for which structure the person opens an application.
    package func remember(
        _ structure: ID<Structure>, for application: ID<Application>, in session: Session
    ) throws(AccountsError) {
        try write(.normal) { connection in
            _ = try connection.execute(
                """
                INSERT INTO session_choice (session, application, structure)
                SELECT id, \(application), \(structure) FROM session WHERE id = \(session.id)
                ON CONFLICT (session, application) DO UPDATE SET structure = excluded.structure
                """)
        }
    }

    /// The structure remembered in this session for an application. The caller still checks that the person may act
    /// for it: rights may have changed since.
    package func rememberedStructure(
        for application: ID<Application>, in session: Session
    ) throws(AccountsError) -> ID<Structure>? {
        try read { connection in
            try connection.one(
                """
                SELECT structure FROM session_choice
                WHERE session = \(session.id) AND application = \(application)
                """
            ) { try $0.id(0) }
        }
    }
}
