import Accounts
import Directory
import FoundationEssentials

/// Writes a line of a list, after looking at it once more: the directory may have changed since the preview.
struct ImportWriter {
    let check: ImportCheck
    let invites: Bool
    let jobs: Jobs
    let change: Change

    func write(_ line: ImportLine, _ item: JobItem) throws -> JobRunner.Result {
        var none: [String: Int] = [:]
        let reading = try check.read(line, number: item.number, earlier: &none)
        let assessment = reading.assessment
        guard assessment.verdict != .present else { return (.skipped, nil) }
        guard assessment.verdict.isWritten, let address = reading.address, let structure = reading.structure else {
            return (.refused, .line(assessment.problems))
        }
        // An account that was made since, elsewhere: its maker was told of a new one.
        if assessment.verdict == .attach, item.assessment?.verdict == .create, let account = reading.account {
            return (.refused, .refused(StoredRefusal(.addressTaken(account.id))))
        }
        let user: ID<User>
        switch assessment.verdict {
        case .create:
            user = try change.addUser(
                address.text, givenName: reading.givenName, familyName: reading.familyName, to: structure.id,
                departsAt: reading.departure, isNewPerson: line.choice == .newPerson)
        case .attach: user = try change.attachUser(email: address.text, to: structure.id)
        case .restore:
            guard let deleted = reading.deleted else { throw DirectoryError.notFound }
            try change.restoreUser(deleted.id)
            user = deleted.id
        case .grant:
            guard let account = reading.account else { throw DirectoryError.notFound }
            user = account.id
        case .present, .ask, .error: return (.skipped, nil)
        }
        for known in reading.roles {
            try change.grant(known.role.id, to: user, for: structure.id, until: reading.until)
        }
        if invites, assessment.verdict == .create { try jobs.accounts.invite(user, in: change) }
        return (.done, nil)
    }
}
