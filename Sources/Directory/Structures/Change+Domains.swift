import Database

extension Change {
    /// Allows a mail domain in a structure (and, if it is a principal one, in its attached establishments). Nothing
    /// happens when it is allowed already.
    package func addDomain(_ domain: String, to structure: ID<Structure>) throws(DirectoryError) {
        try requireStructure(structure)
        try requireOperator()
        guard let domain = DomainName(domain)?.text else { throw .invalid(.domain) }
        let added = try execute(
            """
            INSERT INTO allowed_domain (structure, domain) VALUES (\(structure), \(domain)) ON CONFLICT DO NOTHING
            """)
        if added > 0 { try record(.domainAdded(domain), structure: structure) }
    }

    /// Stops allowing a domain.
    ///
    /// - Throws: `domainInUse` when accounts need it (`accounts(needing:of:)` lists them), `notFound` when it is not an
    ///   own domain of the structure.
    package func removeDomain(_ domain: String, from structure: ID<Structure>) throws(DirectoryError) {
        try requireStructure(structure)
        try requireOperator()
        guard let domain = DomainName(domain)?.text else { throw .invalid(.domain) }
        let accounts = try accounts(needing: domain, of: structure).count
        guard accounts == 0 else { throw .domainInUse(domain: domain, accounts: accounts) }
        let removed = try execute(
            "DELETE FROM allowed_domain WHERE structure = \(structure) AND domain = \(domain)")
        guard removed > 0 else { throw .notFound }
        try record(.domainRemoved(domain), structure: structure)
    }

    /// Allows one address in a structure although its domain is not; the operator alone may.
    package func exceptAddress(
        _ email: String, in structure: ID<Structure>, reason: String
    ) throws(DirectoryError) {
        try requireStructure(structure)
        try requireOperator()
        let email = try EmailAddress(email).text
        let reason = try NormalText.line(reason, .reason, limit: 500)
        try execute(
            """
            INSERT INTO domain_exception (structure, email, reason, granted_at)
            VALUES (\(structure), \(email), \(reason), \(now))
            """, duplicate: .email)
        try record(.addressExcepted(email, reason: reason), structure: structure)
    }

    /// Takes an exception back. An account that lives by it keeps its accesses; it can no longer be attached again.
    package func removeException(
        for email: String, in structure: ID<Structure>
    ) throws(DirectoryError) {
        try requireStructure(structure)
        try requireOperator()
        let email = try EmailAddress(email).text
        let removed = try execute(
            "DELETE FROM domain_exception WHERE structure = \(structure) AND email = \(email)")
        guard removed > 0 else { throw .notFound }
        try record(.addressExceptionRemoved(email), structure: structure)
    }

    /// Refuses an address that may not belong to a structure (Invariant 4).
    func requireAllowed(_ email: EmailAddress, in structure: ID<Structure>) throws(DirectoryError) {
        guard try !allows(email, in: structure) else { return }
        throw .domainNotAllowed(
            domain: email.domain, allowed: try allowedDomains(of: structure).map(\.domain))
    }
}

extension DirectoryReading {
    /// The accounts that could not belong to a structure if it had that parent (or none): what attaching, moving or
    /// detaching it would leave outside its domains.
    package func misfits(
        of structure: ID<Structure>, attachedTo parent: ID<Structure>?
    ) throws(DirectoryError) -> [User] {
        try query(
            """
            SELECT \(User.columns) FROM affiliation JOIN user ON user.id = affiliation.user
            WHERE affiliation.structure = \(structure) AND user.deleted_at IS NULL
                AND NOT EXISTS (
                    SELECT 1 FROM allowed_domain
                    WHERE allowed_domain.structure IN (\(structure), \(parent)) AND domain = \(domainOfUser))
                AND NOT EXISTS (
                    SELECT 1 FROM domain_exception
                    WHERE domain_exception.structure = \(structure) AND domain_exception.email = user.email)
            ORDER BY user.family_name COLLATE NOCASE, user.id
            """, User.init)
    }

    /// The accounts that belong to a structure, or to an establishment attached to it, only thanks to this own domain
    /// of it: what keeps the domain from being removed.
    package func accounts(
        needing domain: String, of structure: ID<Structure>
    ) throws(DirectoryError) -> [User] {
        try query(
            """
            SELECT DISTINCT \(User.columns)
            FROM structure AS place JOIN affiliation ON affiliation.structure = place.id
                JOIN user ON user.id = affiliation.user
            WHERE (place.id = \(structure) OR place.parent = \(structure)) AND user.deleted_at IS NULL
                AND \(domainOfUser) = \(domain)
                AND NOT EXISTS (
                    SELECT 1 FROM allowed_domain
                    WHERE allowed_domain.structure IN (place.id, place.parent)
                        AND allowed_domain.structure <> \(structure) AND allowed_domain.domain = \(domain))
                AND NOT EXISTS (
                    SELECT 1 FROM domain_exception
                    WHERE domain_exception.structure = place.id AND domain_exception.email = user.email)
            ORDER BY user.family_name COLLATE NOCASE, user.id
            """, User.init)
    }
}

private let domainOfUser: SQL = "substr(user.email, instr(user.email, '@') + 1)"
