import Database
import Directory
import FoundationEssentials
import Mail

/// Somebody a letter is written to, with what letters say of them: read in the transaction that writes the letter.
struct Addressee {
    let user: User
    /// The structure that a letter names: one that the person is a referent of, else their first.
    let structure: String
    /// Whether the person is a referent of that structure.
    let isReferent: Bool
    /// The referents of the person's structures, the person left out.
    let referents: [Correspondent]

    init(_ user: User, in view: some DirectoryReading, at now: Date) throws(DirectoryError) {
        self.user = user
        var designated: String?
        if let designation = try view.designations(of: user.id, at: now).first {
            designated = try view.structure(designation.structure)?.name
        }
        isReferent = designated != nil
        let own = try view.affiliations(of: user.id).first?.structureName
        structure = designated ?? own ?? ""
        referents = try view.referents(forUser: user.id, at: now).filter { $0.user != user.id }
            .map { Correspondent(name: $0.name, email: $0.email) }
    }
}

extension User {
    var correspondent: Correspondent { Correspondent(name: displayName, email: email) }
}
