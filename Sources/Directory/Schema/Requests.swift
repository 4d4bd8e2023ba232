extension Directory {
    /// Migration 6. Requests of referents to the operator; they go with the person whom they are about or who asked.
    static let requests: StaticString = """
        CREATE TABLE operator_request (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL,
            asked_by INTEGER NOT NULL REFERENCES user (id),
            person INTEGER NOT NULL REFERENCES user (id),
            structure INTEGER NOT NULL REFERENCES structure (id) ON DELETE CASCADE,
            wanted TEXT,
            words TEXT NOT NULL,
            asked_at INTEGER NOT NULL,
            state TEXT NOT NULL DEFAULT 'open' CONSTRAINT operator_request_state
                CHECK (state IN ('open', 'done', 'refused')),
            answer TEXT,
            settled_by INTEGER REFERENCES user (id),
            settled_at INTEGER,
            CONSTRAINT operator_request_settled CHECK ((state = 'open') = (settled_at IS NULL))
        ) STRICT;
        CREATE INDEX operator_request_by_state ON operator_request (state, id);
        CREATE INDEX operator_request_by_person ON operator_request (person);
        CREATE INDEX operator_request_by_asker ON operator_request (asked_by, state);
        CREATE INDEX operator_request_by_structure ON operator_request (structure, id);
        CREATE INDEX operator_request_by_settler ON operator_request (settled_by) WHERE settled_by IS NOT NULL;
        """
}
