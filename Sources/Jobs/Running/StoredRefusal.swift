package import Directory

/// A refusal of the directory as it is stored with the item that met it; pages put it in words when they show it.
package struct StoredRefusal: Hashable, Sendable, Codable {
    private let code: String
    private var field: String?
    private var words: [String]?
    private var number: Int64?

    init(_ error: DirectoryError) {
        switch error {
        case .notFound: code = "notFound"
        case .operatorOnly: code = "operatorOnly"
        case .accountHeldElsewhere: code = "accountHeldElsewhere"
        case .currentReferent: code = "currentReferent"
        case .yourself: code = "yourself"
        case .invalid(let field):
            code = "invalid"
            self.field = field.rawValue
        case .domainNotAllowed(let domain, let allowed):
            code = "domainNotAllowed"
            words = [domain] + allowed
        case .domainInUse(let domain, let accounts):
            code = "domainInUse"
            words = [domain]
            number = Int64(accounts)
        case .addressTaken(let user):
            code = "addressTaken"
            number = user.rawValue
        case .addressDeletedRecently(let user):
            code = "addressDeletedRecently"
            number = user.rawValue
        case .alreadyExists(let field):
            code = "alreadyExists"
            self.field = field.rawValue
        case .inUse(let count):
            code = "inUse"
            number = Int64(count)
        case .notAffiliated: code = "notAffiliated"
        case .lastAffiliation: code = "lastAffiliation"
        case .notLive: code = "notLive"
        case .applicationNotOpen: code = "applicationNotOpen"
        case .notTwoLevels: code = "notTwoLevels"
        case .changedMeanwhile: code = "changedMeanwhile"
        case .database: code = "database"
        }
    }

    /// The refusal; `notFound` for one that this version does not know.
    package var error: DirectoryError {
        switch code {
        case "operatorOnly": .operatorOnly
        case "accountHeldElsewhere": .accountHeldElsewhere
        case "currentReferent": .currentReferent
        case "yourself": .yourself
        case "invalid": .invalid(theField)
        case "domainNotAllowed":
            .domainNotAllowed(domain: words?.first ?? "", allowed: Array((words ?? []).dropFirst()))
        case "domainInUse": .domainInUse(domain: words?.first ?? "", accounts: Int(number ?? 0))
        case "addressTaken": .addressTaken(ID(number ?? 0))
        case "addressDeletedRecently": .addressDeletedRecently(ID(number ?? 0))
        case "alreadyExists": .alreadyExists(theField)
        case "inUse": .inUse(count: Int(number ?? 0))
        case "notAffiliated": .notAffiliated
        case "lastAffiliation": .lastAffiliation
        case "notLive": .notLive
        case "applicationNotOpen": .applicationNotOpen
        case "notTwoLevels": .notTwoLevels
        case "changedMeanwhile": .changedMeanwhile
        default: .notFound
        }
    }

    private var theField: DirectoryError.Field { field.flatMap(DirectoryError.Field.init(rawValue:)) ?? .name }
}
