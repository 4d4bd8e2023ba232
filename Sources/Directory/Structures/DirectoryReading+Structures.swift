import Database
package import FoundationEssentials

extension DirectoryReading {
    /// A structure in scope, or nil.
    package func structure(
        _ id: ID<Structure>, in scope: Scope = .everything
    ) throws(DirectoryError) -> Structure? {
        try one(
            "SELECT \(Structure.columns) FROM structure WHERE id = \(id) AND \(scope.covers("structure.id"))",
            Structure.init)
    }

    /// The structure with that SIRET, or nil.
    package func structure(siret: String) throws(DirectoryError) -> Structure? {
        try one("SELECT \(Structure.columns) FROM structure WHERE siret = \(siret)", Structure.init)
    }

    /// The structures in scope: principal establishments each followed by its attached ones, in the order of names.
    package func structures(in scope: Scope = .everything) throws(DirectoryError) -> [Structure] {
        try query(
            """
            SELECT \(Structure.columns) FROM structure LEFT JOIN structure AS main ON main.id = structure.parent
            WHERE \(scope.covers("structure.id"))
            ORDER BY coalesce(main.name, structure.name) COLLATE NOCASE, coalesce(main.id, structure.id),
                structure.parent IS NOT NULL, structure.name COLLATE NOCASE
            """, Structure.init)
    }

    /// The establishments attached to a principal one.
    package func establishments(attachedTo id: ID<Structure>) throws(DirectoryError) -> [Structure] {
        try query(
            "SELECT \(Structure.columns) FROM structure WHERE parent = \(id) ORDER BY name COLLATE NOCASE",
            Structure.init)
    }

    /// The domains that a structure allows, own ones first.
    package func allowedDomains(of id: ID<Structure>) throws(DirectoryError) -> [AllowedDomain] {
        try query(
            """
            SELECT domain, NULL AS origin FROM allowed_domain WHERE structure = \(id)
            UNION ALL
            SELECT inherited.domain, inherited.structure
            FROM structure JOIN allowed_domain AS inherited ON inherited.structure = structure.parent
            WHERE structure.id = \(id) AND NOT EXISTS (
                SELECT 1 FROM allowed_domain AS own WHERE own.structure = \(id) AND own.domain = inherited.domain)
            ORDER BY origin, domain
            """
        ) { AllowedDomain(domain: try $0.text(0), inheritedFrom: try $0.idOrNil(1)) }
    }

    /// The addresses that the operator allowed in a structure although their domain is not.
    package func exceptedAddresses(of id: ID<Structure>) throws(DirectoryError) -> [String] {
        try query("SELECT email FROM domain_exception WHERE structure = \(id) ORDER BY email") { try $0.text(0) }
    }

    /// Structures that allow a domain as their own: what to suggest when an address does not fit ("domaine du CCAS de
    /// Valmont : choisir cette structure ?").
    package func structures(
        allowing domain: String, in scope: Scope = .everything
    ) throws(DirectoryError) -> [Structure] {
        try query(
            """
            SELECT \(Structure.columns) FROM allowed_domain JOIN structure ON structure.id = allowed_domain.structure
            WHERE allowed_domain.domain = \(domain) AND \(scope.covers("structure.id"))
            ORDER BY structure.name COLLATE NOCASE
            """, Structure.init)
    }

    /// Whether an address may belong to a structure: its domain is one of the structure's, own or inherited, or the
    /// operator excepted it (Invariant 4). The one place that answers this.
    package func allows(_ email: EmailAddress, in structure: ID<Structure>) throws(DirectoryError) -> Bool {
        try exists(
            """
            SELECT 1 FROM allowed_domain
            WHERE domain = \(email.domain)
                AND structure IN (\(structure), (SELECT parent FROM structure WHERE id = \(structure)))
            UNION ALL
            SELECT 1 FROM domain_exception WHERE structure = \(structure) AND email = \(email.text)
            """)
    }

    /// Principal establishments, subscribers and partners that have no referent at that moment: to be flagged, since
    /// nobody cares for their users.
    package func structuresWithoutReferent(at now: Date) throws(DirectoryError) -> [Structure] {
        try query(
            """
            SELECT \(Structure.columns) FROM structure
            WHERE parent IS NULL AND NOT EXISTS (
                SELECT 1 FROM referent JOIN user ON user.id = referent.user
                WHERE referent.structure = structure.id AND \(Referent.isCurrent(at: now)) AND \(User.isLive(at: now)))
            ORDER BY name COLLATE NOCASE
            """, Structure.init)
    }
}
