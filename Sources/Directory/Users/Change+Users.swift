import Database
package import FoundationEssentials
package import Markup

extension Change {
    /// Creates an account and affiliates it to its first structure. The account is live at once; it cannot sign in
    /// before a password is made for it (`Accounts`).
    ///
    /// - Parameter isNewPerson: says that the holder of an address deleted lately was someone else; the new account
    ///   inherits nothing (Invariant 9).
    /// - Throws: `invalid`, `domainNotAllowed`, `addressTaken` (attach that account instead), `addressDeletedRecently`
    ///   (restore that account, or pass `isNewPerson`).
    package func addUser(
        _ email: String, givenName: String, familyName: String, to structure: ID<Structure>,
        language: Language = .fr, departsAt: Date? = nil, isNewPerson: Bool = false
    ) throws(DirectoryError) -> ID<User> {
        try requireStructure(structure)
        let address = try EmailAddress(email)
        let givenName = try NormalText.line(givenName, .givenName)
        let familyName = try NormalText.line(familyName, .familyName)
        if let departsAt, departsAt <= now { throw .invalid(.departure) }
        try requireAllowed(address, in: structure)
        try requireFree(address)
        if !isNewPerson, let deleted = try deletedUsers(email: address.text).first {
            throw .addressDeletedRecently(deleted.id)
        }
        let id: ID<User> = try insert(
            """
            INSERT INTO user (email, given_name, family_name, language, departs_at, created_at)
            VALUES (\(address.text), \(givenName), \(familyName), \(language), \(departsAt), \(now))
            """, duplicate: .email)
        try execute(
            "INSERT INTO affiliation (user, structure, created_at) VALUES (\(id), \(structure), \(now))")
        try index(id)
        try record(.userAdded(address: address.text), person: id, structure: structure)
        return id
    }

    /// Affiliates an account, found by its address wherever it is, to a further structure.
    ///
    /// - Throws: `notFound`, `domainNotAllowed`, `alreadyExists(.affiliation)`.
    @discardableResult
    package func attachUser(
        email: String, to structure: ID<Structure>
    ) throws(DirectoryError) -> ID<User> {
        try requireStructure(structure)
        let address = try EmailAddress(email)
        // Before the account is looked for, so that addresses of other domains tell nothing.
        try requireAllowed(address, in: structure)
        guard let user = try user(email: address.text) else { throw .notFound }
        try attach(user, to: structure)
        return user.id
    }

    /// Affiliates an account in the actor's scope to a further structure.
    package func attachUser(_ id: ID<User>, to structure: ID<Structure>) throws(DirectoryError) {
        try requireStructure(structure)
        try attach(try requireUser(id), to: structure)
    }

    private func attach(_ user: User, to structure: ID<Structure>) throws(DirectoryError) {
        try requireAllowed(try EmailAddress(user.email), in: structure)
        try execute(
            "INSERT INTO affiliation (user, structure, created_at) VALUES (\(user.id), \(structure), \(now))",
            duplicate: .affiliation)
        try record(.userAttached, person: user.id, structure: structure)
    }

    /// Ends an affiliation, with the entitlements that rest on it; sessions forget the structure.
    ///
    /// - Returns: what the person lost.
    /// - Throws: `lastAffiliation`: the account itself is then to be deleted.
    @discardableResult
    package func detachUser(
        _ id: ID<User>, from structure: ID<Structure>
    ) throws(DirectoryError) -> LostAccess {
        try requireStructure(structure)
        try requireUser(id)
        let affiliation: ID<Affiliation>? = try one(
            "SELECT id FROM affiliation WHERE user = \(id) AND structure = \(structure)"
        ) { try $0.id(0) }
        guard let affiliation else { throw .notAffiliated }
        if id == actingUser { throw .yourself }
        let designated = try exists(
            """
            SELECT 1 FROM referent
            WHERE user = \(id) AND structure = \(structure) AND (until IS NULL OR until > \(now))
            """)
        if designated { try refuseForReferent(id) }
        guard try count("SELECT count(*) FROM affiliation WHERE user = \(id)") > 1 else { throw .lastAffiliation }
        let lost = try rolesHeld(by: id, for: structure)
        try requirePower(toRevoke: lost)
        try execute("DELETE FROM affiliation WHERE id = \(affiliation)")
        try record(
            .userDetached(losing: lost.map(\.path).joined(separator: ", ")), person: id, structure: structure)
        return try end(LostAccess(user: id, structure: structure, roles: lost))
    }

    /// Corrects a person's name.
    package func renameUser(
        _ id: ID<User>, givenName: String, familyName: String
    ) throws(DirectoryError) {
        let user = try requireUser(id)
        try requireWholeAccount(id)
        let givenName = try NormalText.line(givenName, .givenName)
        let familyName = try NormalText.line(familyName, .familyName)
        try execute(
            """
            UPDATE user SET given_name = \(givenName), family_name = \(familyName), version = version + 1
            WHERE id = \(id)
            """)
        try index(id)
        try record(.userRenamed(from: user.displayName, to: "\(givenName) \(familyName)"), person: id)
    }

    /// Changes a person's address, which is what they sign in with; identities already sent stay theirs. Links sent to
    /// the old one end.
    ///
    /// - Parameter notify: writes to the person, in the same transaction: the account as it is now, and the old address.
    /// - Returns: what `notify` answers; nil when it was the same address.
    /// - Throws: `domainNotAllowed` when it does not fit each of the person's structures, `addressTaken`; what `notify`
    ///   throws.
    @discardableResult
    package func changeAddress<Value>(
        of id: ID<User>, to email: String, notify: (User, String) throws -> Value
    ) throws -> Value? {
        let old = try requireUser(id).email
        try setAddress(of: id, to: email)
        guard let user = try user(id), user.email != old else { return nil }
        try ending.endLinks(of: id, in: self)
        return try notify(user, old)
    }

    private func setAddress(of id: ID<User>, to email: String) throws(DirectoryError) {
        let user = try requireUser(id)
        try requireWholeAccount(id)
        let address = try EmailAddress(email)
        guard address.text != user.email else { return }
        try requireFree(address)
        for affiliation in try affiliations(of: id) { try requireAllowed(address, in: affiliation.structure) }
        try execute(
            "UPDATE user SET email = \(address.text), version = version + 1 WHERE id = \(id)", duplicate: .email)
        try index(id)
        try record(.userAddressChanged(from: user.email, to: address.text), person: id)
    }

    /// Sets the language of a person's mail and pages; everyone may for themselves.
    package func setLanguage(_ language: Language, of id: ID<User>) throws(DirectoryError) {
        if id != actingUser {
            try requireUser(id)
            try requireWholeAccount(id)
        }
        let changed = try execute(
            """
            UPDATE user SET language = \(language), version = version + 1
            WHERE id = \(id) AND language <> \(language) AND deleted_at IS NULL
            """)
        if changed > 0 { try record(.userLanguageChanged(to: .init(language)), person: id) }
    }

    /// The account in the actor's scope, not deleted.
    @discardableResult
    func requireUser(_ id: ID<User>) throws(DirectoryError) -> User {
        guard let user = try user(id, in: scope), user.deletedAt == nil else { throw .notFound }
        return user
    }

    func requireFree(_ address: EmailAddress) throws(DirectoryError) {
        if let holder = try user(email: address.text) { throw .addressTaken(holder.id) }
    }
}
