package import FoundationEssentials

/// One step of a module's schema: applied once, in its number's turn, in a transaction of its own.
package struct Migration: Sendable {
    /// 1, 2, 3 … within its module, without gaps.
    package let number: Int
    /// What it does, in a few words; kept in the database and compared.
    package let name: String
    let script: String
    let fill: (@Sendable (Connection) throws(DatabaseError) -> Void)?

    /// A step; the script may hold several statements, and is never changed once released.
    ///
    /// - Parameter fill: runs after the script in the same transaction: what SQL alone cannot compute for rows that are
    ///   there already.
    package init(
        _ number: Int, _ name: StaticString, _ script: StaticString,
        fill: (@Sendable (Connection) throws(DatabaseError) -> Void)? = nil
    ) {
        self.number = number
        self.name = name.description
        self.script = script.description
        self.fill = fill
    }
}

/// The schema of one module as its steps.
package struct MigrationSet: Sendable {
    /// The module's name.
    package let module: String
    /// Its steps from number 1 on.
    package let steps: [Migration]

    /// The steps of a module.
    package init(module: StaticString, steps: [Migration]) {
        self.module = module.description
        self.steps = steps
    }
}

extension Database {
    /// Brings every module's tables up to date, the sets in the order given (a later one may refer to an earlier
    /// one's tables). Applied steps are skipped, so this runs at every start.
    ///
    /// - Throws: `newerSchema` when the database holds a step that the program does not know,
    ///   `migrationMismatch` when a step's name is not the one that was applied; nothing is changed then.
    package func migrate(_ sets: [MigrationSet], at now: Date) throws(DatabaseError) {
        try write { (connection) throws(DatabaseError) in
            try connection.execute(
                """
                CREATE TABLE IF NOT EXISTS migration (
                    module TEXT NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL, applied_at INTEGER NOT NULL,
                    PRIMARY KEY (module, number)
                ) STRICT
                """)
            for set in sets { try connection.check(set) }
        }
        for set in sets {
            for step in set.steps { try apply(step, of: set.module, at: now) }
        }
    }

    private func apply(_ step: Migration, of module: String, at now: Date) throws(DatabaseError) {
        try write { (connection) throws(DatabaseError) in
            // Looked at inside the transaction: another process may have started at the same moment.
            if try connection.exists(
                "SELECT 1 FROM migration WHERE module = \(module) AND number = \(step.number)")
            {
                return
            }
            try connection.run(step.script)
            try step.fill?(connection)
            try connection.execute(
                """
                INSERT INTO migration (module, number, name, applied_at)
                VALUES (\(module), \(step.number), \(step.name), \(now))
                """)
        }
    }
}

extension Connection {
    /// Compares the applied steps of a module with those that the program knows.
    fileprivate func check(_ set: MigrationSet) throws(DatabaseError) {
        guard set.steps.map(\.number) == Array(1..<set.steps.count + 1) else {
            throw .migrationMismatch(module: set.module, number: 0)
        }
        let applied = try query(
            "SELECT number, name FROM migration WHERE module = \(set.module) ORDER BY number"
        ) { (number: try $0.int(0), name: try $0.text(1)) }
        for (index, step) in applied.enumerated() {
            guard index < set.steps.count else {
                throw .newerSchema(
                    module: set.module, found: applied.last?.number ?? step.number, known: set.steps.count)
            }
            guard step.number == index + 1, step.name == set.steps[index].name else {
                throw .migrationMismatch(module: set.module, number: step.number)
            }
        }
    }
}
