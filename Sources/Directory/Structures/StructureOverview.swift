import Database
package import FoundationEssentials

/// A structure as a line of the tree: what one looks for in a list of them.
package struct StructureOverview: Hashable, Sendable {
    package let structure: Structure
    /// How many people are affiliated to it; those of its attached establishments are not counted.
    package let users: Int
    /// Its domains, own ones first.
    package let domains: [AllowedDomain]
    /// Who cares for it at that moment: its own referents, then those of its principal establishment if it is in scope.
    package let referents: [ReferentContact]
    /// Whether nobody cares for it, be it directly or through its principal establishment.
    package let isWithoutReferent: Bool
}

extension DirectoryReading {
    /// The structures in scope as lines of the tree, each principal establishment followed by its attached ones.
    ///
    /// Five statements, however many structures there are.
    package func structureOverviews(
        in scope: Scope, at now: Date
    ) throws(DirectoryError) -> [StructureOverview] {
        let structures = try structures(in: scope)
        let users = try userCounts(in: scope)
        let domains = try query("SELECT structure, domain FROM allowed_domain ORDER BY domain") {
            (structure: try $0.id(0) as ID<Structure>, domain: try $0.text(1))
        }
        let domainsOf = Dictionary(grouping: domains, by: \.structure).mapValues { $0.map(\.domain) }
        let referentsOf = Dictionary(grouping: try currentReferents(at: now), by: \.structure)
        let inScope = Set(structures.map(\.id))
        return structures.map { structure in
            let own = domainsOf[structure.id] ?? []
            let inherited = structure.parent.flatMap { domainsOf[$0] } ?? []
            let ownReferents = referentsOf[structure.id] ?? []
            let principal = structure.parent.flatMap { referentsOf[$0] } ?? []
            let isPrincipalSeen = structure.parent.map(inScope.contains) ?? false
            return StructureOverview(
                structure: structure, users: users[structure.id] ?? 0,
                domains: own.map { AllowedDomain(domain: $0, inheritedFrom: nil) }
                    + inherited.filter { !own.contains($0) }
                    .map { AllowedDomain(domain: $0, inheritedFrom: structure.parent) },
                referents: ownReferents + (isPrincipalSeen ? principal : []),
                isWithoutReferent: ownReferents.isEmpty && principal.isEmpty)
        }
    }

    /// How many people that are not deleted are affiliated to each structure in scope; a structure without any is not
    /// in the answer.
    ///
    /// Counts an index and takes the few deleted accounts off: the list of all structures must stay quick at 60,000.
    package func userCounts(in scope: Scope) throws(DirectoryError) -> [ID<Structure>: Int] {
        let all = try query(
            """
            SELECT structure, count(*) FROM affiliation WHERE \(scope.covers("affiliation.structure")) GROUP BY structure
            """
        ) { (try $0.id(0) as ID<Structure>, try $0.int(1)) }
        let gone = try query(
            """
            SELECT affiliation.structure, count(*)
            FROM user CROSS JOIN affiliation ON affiliation.user = user.id
            WHERE user.deleted_at IS NOT NULL AND user.erased_at IS NULL
                AND \(scope.covers("affiliation.structure")) GROUP BY affiliation.structure
            """
        ) { (try $0.id(0) as ID<Structure>, try $0.int(1)) }
        return Dictionary(all) { $1 }.merging(gone.map { ($0.0, -$0.1) }, uniquingKeysWith: +)
    }

    private func currentReferents(at now: Date) throws(DirectoryError) -> [ReferentContact] {
        try query(
            """
            SELECT user.id, user.given_name || ' ' || user.family_name, user.email, referent.structure
            FROM referent JOIN user ON user.id = referent.user
            WHERE \(Referent.isCurrent(at: now)) AND \(User.isLive(at: now))
            ORDER BY user.family_name COLLATE NOCASE, user.id
            """, ReferentContact.init)
    }
}
