import Database

extension Change {
    /// Adds a structure: an attached establishment when it has a parent, otherwise of the given kind.
    ///
    /// - Throws: `invalid` for a name or a SIRET, `alreadyExists(.siret)`, `notTwoLevels`.
    package func addStructure(
        _ name: String, kind: Structure.Kind? = nil, shortName: String? = nil, siret: String? = nil,
        attachedTo parent: ID<Structure>? = nil, contact: Structure.Contact = .init(), domains: [String] = []
    ) throws(DirectoryError) -> ID<Structure> {
        try requireOperator()
        let name = try NormalText.line(name, .name, limit: 200)
        let shortName = try NormalText.optionalLine(shortName, .shortName)
        let siret = try validSIRET(siret)
        let contact = try valid(contact)
        let kind = kind ?? (parent == nil ? .principal : .attached)
        guard (kind == .attached) == (parent != nil) else { throw .notTwoLevels }
        let id: ID<Structure> = try insert(
            """
            INSERT INTO structure
                (kind, name, name_key, short_name, siret, parent, address, telephone, email, created_at)
            VALUES (\(kind), \(name), \(FoldedText(name).key), \(shortName), \(siret), \(parent), \(contact.address), \(contact.telephone),
                \(contact.email), \(now))
            """, duplicate: .siret)
        try record(.structureAdded, structure: id)
        for domain in domains { try addDomain(domain, to: id) }
        return id
    }

    /// Renames a structure.
    package func renameStructure(
        _ id: ID<Structure>, to name: String, shortName: String? = nil
    ) throws(DirectoryError) {
        let structure = try requireStructure(id)
        try requireOperator()
        let name = try NormalText.line(name, .name, limit: 200)
        let shortName = try NormalText.optionalLine(shortName, .shortName)
        try execute(
            """
            UPDATE structure SET name = \(name), name_key = \(FoldedText(name).key), short_name = \(shortName),
                version = version + 1
            WHERE id = \(id)
            """)
        try record(
            .structureRenamed(from: Self.line(structure.name, structure.shortName), to: Self.line(name, shortName)),
            structure: id)
    }

    /// Sets the SIRET of a structure, or forgets it.
    package func setSIRET(_ siret: String?, of id: ID<Structure>) throws(DirectoryError) {
        let structure = try requireStructure(id)
        try requireOperator()
        let siret = try validSIRET(siret)
        try execute(
            "UPDATE structure SET siret = \(siret), version = version + 1 WHERE id = \(id)", duplicate: .siret)
        try record(.structureSIRETChanged(from: structure.siret, to: siret), structure: id)
    }

    /// Says that a structure which stands on its own is of another kind; attaching and detaching have operations of
    /// their own.
    ///
    /// - Throws: `notTwoLevels` for an attached establishment, and for a principal one that has attached ones.
    package func setKind(_ kind: Structure.Kind, of id: ID<Structure>) throws(DirectoryError) {
        let structure = try requireStructure(id)
        try requireOperator()
        guard structure.kind != kind else { return }
        guard structure.kind != .attached, kind != .attached else { throw .notTwoLevels }
        try execute("UPDATE structure SET kind = \(kind), version = version + 1 WHERE id = \(id)")
        try record(.structureKindChanged(from: .init(structure.kind), to: .init(kind)), structure: id)
    }

    /// Sets how to reach a structure. A referent may do this for an attached establishment; what is said of a principal
    /// one is the operator's.
    package func setContact(_ contact: Structure.Contact, of id: ID<Structure>) throws(DirectoryError) {
        let structure = try requireStructure(id)
        if structure.kind != .attached { try requireOperator() }
        let contact = try valid(contact)
        try execute(
            """
            UPDATE structure SET address = \(contact.address), telephone = \(contact.telephone),
                email = \(contact.email), version = version + 1
            WHERE id = \(id)
            """)
        try record(
            .structureContactChanged(from: structure.contact.line, to: contact.line), structure: id)
    }

    /// Attaches a structure to a principal establishment, or moves it to another one.
    ///
    /// - Returns: the accounts whose address no longer fits the structure: they keep their accesses, and
    ///   `misfits(of:attachedTo:)` lists them before.
    /// - Throws: `notTwoLevels` when it has attached establishments itself, or `parent` is not a principal one.
    @discardableResult
    package func attachStructure(
        _ id: ID<Structure>, to parent: ID<Structure>
    ) throws(DirectoryError) -> [User] {
        try requireStructure(id)
        try requireOperator()
        let parentName = try requireStructure(parent).name
        guard id != parent else { throw .notTwoLevels }
        try execute(
            "UPDATE structure SET kind = 'attached', parent = \(parent), version = version + 1 WHERE id = \(id)")
        // Told where both are seen: whoever sees the main establishment sees the attached one.
        try record(.structureAttached(to: parentName), structure: id, seenIn: [parent])
        return try misfits(of: id, attachedTo: parent)
    }

    /// Detaches an attached establishment, which then stands on its own.
    ///
    /// - Returns: the accounts whose address no longer fits, as for `attachStructure`.
    @discardableResult
    package func detachStructure(
        _ id: ID<Structure>, becoming kind: Structure.Kind = .principal
    ) throws(DirectoryError) -> [User] {
        let structure = try requireStructure(id)
        try requireOperator()
        guard let parent = structure.parent, kind != .attached else { throw .notTwoLevels }
        let parentName = try self.structure(parent)?.name
        try execute("UPDATE structure SET kind = \(kind), parent = NULL, version = version + 1 WHERE id = \(id)")
        try record(.structureDetached(from: parentName), structure: id, seenIn: [parent])
        return try misfits(of: id, attachedTo: nil)
    }

    /// Removes a structure that nobody and nothing depends on.
    ///
    /// - Throws: `inUse` with the number of accounts, attached establishments, designations and identities.
    package func removeStructure(_ id: ID<Structure>) throws(DirectoryError) {
        try requireStructure(id)
        try requireOperator()
        let uses = try count(
            """
            SELECT (SELECT count(*) FROM affiliation WHERE structure = \(id))
                + (SELECT count(*) FROM structure WHERE parent = \(id))
                + (SELECT count(*) FROM referent WHERE structure = \(id))
                + (SELECT count(*) FROM name_identifier WHERE structure = \(id))
            """)
        guard uses == 0 else { throw .inUse(count: uses) }
        try record(.structureRemoved, structure: id)
        try execute("DELETE FROM structure WHERE id = \(id)")
    }

    /// The structure, in the actor's scope.
    @discardableResult
    func requireStructure(_ id: ID<Structure>) throws(DirectoryError) -> Structure {
        guard let structure = try structure(id, in: scope) else { throw .notFound }
        return structure
    }

    /// « Centre communal d’action sociale (CCAS) », for the journal.
    private static func line(_ name: String, _ shortName: String?) -> String {
        shortName.map { "\(name) (\($0))" } ?? name
    }

    private func validSIRET(_ text: String?) throws(DirectoryError) -> String? {
        guard let text, !text.isEmpty else { return nil }
        guard let siret = SIRET(text) else { throw .invalid(.siret) }
        return siret.text
    }

    private func valid(_ contact: Structure.Contact) throws(DirectoryError) -> Structure.Contact {
        let email = try NormalText.optionalLine(contact.email, .email, limit: 254)
        return Structure.Contact(
            address: try NormalText.optionalLine(contact.address, .address, limit: 300),
            telephone: try NormalText.optionalLine(contact.telephone, .telephone, limit: 40),
            email: try email.map(EmailAddress.init)?.text)
    }
}

extension Structure.Contact {
    /// Everything that is known, for the journal; nil for nothing.
    fileprivate var line: String? {
        let known = [address, telephone, email].compactMap(\.self)
        return known.isEmpty ? nil : known.joined(separator: " · ")
    }
}
