import Database
package import FoundationEssentials

extension Change {
    /// Holds an account back: it is not live until it is resumed. Its sessions and links end.
    package func suspendUser(_ id: ID<User>) throws(DirectoryError) {
        try requireUser(id)
        if id == actingUser { throw .yourself }
        try refuseForReferent(id)
        try requireWholeAccount(id)
        let byOperator = scope == .everything
        let changed = try execute(
            """
            UPDATE user SET state = 'suspended', held_by_operator = \(byOperator), version = version + 1
            WHERE id = \(id) AND (state <> 'suspended' OR held_by_operator < \(byOperator))
            """)
        if changed > 0 { try record(.userSuspended, person: id) }
        try ending.endAccess(of: id, in: self)
    }

    /// Lets a suspended account work again.
    ///
    /// - Throws: `operatorOnly` to a referent when the operator suspended it.
    package func resumeUser(_ id: ID<User>) throws(DirectoryError) {
        try requireUser(id)
        try requireWholeAccount(id)
        if try exists("SELECT 1 FROM user WHERE id = \(id) AND state = 'suspended' AND held_by_operator = 1") {
            try requireOperator()
        }
        let changed = try execute(
            """
            UPDATE user SET state = 'active', held_by_operator = 0, version = version + 1
            WHERE id = \(id) AND state <> 'active'
            """)
        if changed > 0 { try record(.userResumed, person: id) }
    }

    /// Sets the moment from which an account no longer works, or none. Where it is past, sessions and links end.
    package func setDeparture(_ departsAt: Date?, of id: ID<User>) throws(DirectoryError) {
        let user = try requireUser(id)
        if departsAt != nil {
            if id == actingUser { throw .yourself }
            try refuseForReferent(id)
        }
        try requireWholeAccount(id)
        try execute("UPDATE user SET departs_at = \(departsAt), version = version + 1 WHERE id = \(id)")
        try record(
            .userDepartureChanged(from: JournalDay(user.departsAt), to: JournalDay(departsAt)), person: id)
        if let departsAt, departsAt <= now { try ending.endAccess(of: id, in: self) }
    }

    /// Deletes an account: it stops being live at once, its powers end, and it can be restored until it is erased. Its
    /// entitlements count no longer; they come back with it, and so does the password. Sessions and links end, and mails
    /// that wait are taken back.
    ///
    /// - Returns: what the person lost, one element for each structure.
    /// - Throws: `yourself`; `currentReferent` for whoever is not an operator; `accountHeldElsewhere`: detach the
    ///   account from the structure instead.
    @discardableResult
    package func deleteUser(_ id: ID<User>) throws(DirectoryError) -> [LostAccess] {
        try requireUser(id)
        if id == actingUser { throw .yourself }
        try refuseForReferent(id)
        try requireWholeAccount(id)
        var lost: [LostAccess] = []
        for affiliation in try affiliations(of: id) {
            let roles = try rolesHeld(by: id, for: affiliation.structure)
            try requirePower(toRevoke: roles)
            lost.append(LostAccess(user: id, structure: affiliation.structure, roles: roles))
        }
        try execute(
            "UPDATE referent SET until = max(since, \(now)) WHERE user = \(id) AND (until IS NULL OR until > \(now))")
        try execute("DELETE FROM operator WHERE user = \(id)")
        for place in lost {
            try record(
                .userDeleted(losing: place.roles.map(\.path).joined(separator: ", ")), person: id,
                structure: place.structure)
        }
        if lost.isEmpty { try record(.userDeleted(losing: nil), person: id) }
        try execute("UPDATE user SET deleted_at = \(now), version = version + 1 WHERE id = \(id)")
        try ending.endAccess(of: id, in: self)
        try ending.cancelMail(to: id, in: self)
        return lost
    }

    /// Takes a deletion back, with the affiliations and entitlements; powers (referent, operator) are to be given anew.
    ///
    /// - Throws: `notFound` once erased, `addressTaken` when someone else has the address now, `domainNotAllowed`.
    package func restoreUser(_ id: ID<User>) throws(DirectoryError) {
        guard let user = try user(id, in: scope), user.deletedAt != nil, user.erasedAt == nil else { throw .notFound }
        try requireWholeAccount(id)
        let address = try EmailAddress(user.email)
        try requireFree(address)
        for affiliation in try affiliations(of: id) { try requireAllowed(address, in: affiliation.structure) }
        try execute("UPDATE user SET deleted_at = NULL, version = version + 1 WHERE id = \(id)")
        for affiliation in try affiliations(of: id) {
            try record(.userRestored, person: id, structure: affiliation.structure)
        }
    }

    /// Erases accounts whose time to be restored is over: names, address, affiliations, entitlements, the words of the
    /// journal and everything that accounts hold go; the row stays as a pseudonym, so that its identifier and its
    /// identities are never someone else's.
    ///
    /// - Parameter limit: at most so many in one transaction; call again until nothing comes.
    /// - Returns: who was erased.
    @discardableResult
    package func eraseUsers(deletedBefore limitDate: Date, limit: Int = 200) throws(DirectoryError) -> [ID<User>] {
        try requireOperator()
        let due: [ID<User>] = try query(
            """
            SELECT id FROM user WHERE deleted_at < \(limitDate) AND erased_at IS NULL ORDER BY deleted_at LIMIT \(limit)
            """
        ) { try $0.id(0) }
        for id in due {
            let email = try user(id)?.email ?? ""
            try execute(
                """
                DELETE FROM domain_exception WHERE email = \(email)
                    AND structure IN (SELECT structure FROM affiliation WHERE user = \(id))
                    AND NOT EXISTS (SELECT 1 FROM user WHERE user.email = domain_exception.email AND deleted_at IS NULL)
                """)
            try execute("DELETE FROM operator_request WHERE person = \(id) OR asked_by = \(id)")
            try execute("DELETE FROM affiliation WHERE user = \(id)")
            try execute("DELETE FROM user_word WHERE user = \(id)")
            try execute(
                """
                UPDATE user SET email = '', given_name = '', family_name = '', name_key = '', departs_at = NULL,
                    activated_at = NULL, last_sign_in_at = NULL, erased_at = \(now), version = version + 1
                WHERE id = \(id)
                """)
            try eraseJournalWords(naming: id, email: email)
            try ending.erase(id, in: self)
            try record(.userErased, person: id)
        }
        return due
    }
}
