package import Database

/// Why the directory refuses, or could not answer. Each case is a reason that a page can put in words.
package enum DirectoryError: Error, Sendable, Hashable {
    /// There is no such object in the actor's scope: whether it exists elsewhere is not told (Invariant 3).
    case notFound
    /// Only the operator may do this.
    case operatorOnly
    /// The account has affiliations or powers outside the actor's scope: to be asked of the operator (Invariant 8).
    case accountHeldElsewhere
    /// The person is a referent now; deleting, suspending or detaching them is the operator's (Invariant 6).
    case currentReferent
    /// One does not delete, suspend or detach oneself.
    case yourself
    /// A field does not hold what it must.
    case invalid(Field)
    /// The address does not end in a domain of the structure; `allowed` are its domains, own and inherited.
    case domainNotAllowed(domain: String, allowed: [String])
    /// Accounts need the domain: they would no longer match their structure.
    case domainInUse(domain: String, accounts: Int)
    /// A live account has the address: attach it instead.
    case addressTaken(ID<User>)
    /// An account with the address was deleted and can still be restored: restore it, or say that it is someone else.
    case addressDeletedRecently(ID<User>)
    /// Something of that name (slug, label, SIRET, entityID, designation …) exists already.
    case alreadyExists(Field)
    /// It still has users, members, structures or identities that depend on it; how many.
    case inUse(count: Int)
    /// The person is not affiliated to the structure.
    case notAffiliated
    /// It is the person's only affiliation: delete the account instead.
    case lastAffiliation
    /// The person is deleted, suspended or gone.
    case notLive
    /// The application is not open to the structure.
    case applicationNotOpen
    /// The structures would no longer be a tree of two levels.
    case notTwoLevels
    /// Somebody else changed the object since it was read: nothing is written over.
    case changedMeanwhile
    case database(DatabaseError)

    /// A field of a form or of a command.
    package enum Field: String, Sendable, Hashable {
        case name, shortName, givenName, familyName, email, domain, siret, parent, telephone, address, reason
        case slug, label, value, tint, icon, description, entityID, settings, until, since, departure, key
        case designation, affiliation, kind, `operator`, request, url, validity
    }
}

extension DirectoryError: CarriesDatabaseError {}

extension DirectoryError {
    /// What an error of the modules below means for the directory; one of another module is kept in its own words.
    package init(_ error: any Error) {
        switch error {
        case let error as DirectoryError: self = error
        case let error as DatabaseError: self = .database(error)
        default: self = .database(.other(code: 0, message: "\(type(of: error)): \(error)"))
        }
    }
}

/// Runs `body` and throws whatever it throws as a `DirectoryError`: closures and inner functions just throw.
package func directoryErrors<Value>(_ body: () throws -> Value) throws(DirectoryError) -> Value {
    do {
        return try body()
    } catch {
        throw DirectoryError(error)
    }
}

extension DirectoryError: CustomStringConvertible {
    /// One English sentence, for the command line and the log; pages have their own words.
    package var description: String {
        switch self {
        case .notFound: "not found"
        case .operatorOnly: "only an operator may do this"
        case .accountHeldElsewhere: "the account has accesses or powers elsewhere: ask an operator"
        case .currentReferent: "the person is a referent: ask an operator"
        case .yourself: "you cannot do this to yourself"
        case .invalid(let field): "the \(field.rawValue) is not valid"
        case .domainNotAllowed(let domain, let allowed):
            allowed.isEmpty
                ? "the structure has no allowed domain yet (address at \(domain))"
                : "the address must end in @\(allowed.joined(separator: " or @")), not @\(domain)"
        case .domainInUse(let domain, let accounts): "\(accounts) account(s) need the domain \(domain)"
        case .addressTaken(let user): "an account has this address already (user \(user)): attach it instead"
        case .addressDeletedRecently(let user):
            "an account with this address was deleted and can still be restored (user \(user))"
        case .alreadyExists(let field): "the \(field.rawValue) exists already"
        case .inUse(let count): "in use (\(count))"
        case .notAffiliated: "the person is not affiliated to this structure"
        case .lastAffiliation: "it is the only affiliation of this account: delete the account instead"
        case .notLive: "the account is deleted, suspended or has reached its departure date"
        case .applicationNotOpen: "the application is not open to this structure"
        case .notTwoLevels: "structures form two levels: attached establishments under a principal one"
        case .changedMeanwhile: "somebody else changed it meanwhile"
        case .database(let error): "\(error)"
        }
    }
}
