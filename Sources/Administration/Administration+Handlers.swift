import Accounts
import Directory
import HTTP
import Markup
import Pages

// How every handler of these pages begins: a person with a power, or nothing at all (404, so that the pages do not tell
// agents what exists).
extension Administration {
    /// A page for referents and operators.
    func administering(
        _ answer: @escaping @Sendable (Visit, SignedInVisit) throws -> Response
    ) -> Route.Handler {
        signedIn { visit, person in
            guard person.user.isOperator || person.user.isReferent else { throw HTTPError.notFound }
            if try accounts.needsLongerPassword(person.user.id) {
                return .seeOther(PasswordChange.path(thenTo: visit.path))
            }
            return try outcome(visit) { try answer(visit, person) }
        }
    }

    /// A form of a page for referents and operators.
    func administeringForm(
        _ answer: @escaping @Sendable (Visit, SignedInVisit, Parameters) throws -> Response
    ) -> Route.Handler {
        signedInForm { visit, person, form in
            guard person.user.isOperator || person.user.isReferent else { throw HTTPError.notFound }
            // Its page was not shown either: nothing is done, and nothing is lost that anybody typed.
            if try accounts.needsLongerPassword(person.user.id) { return .seeOther(PasswordChange.path) }
            return try outcome(visit) { try answer(visit, person, form) }
        }
    }

    /// A page for operators only.
    func operating(
        _ answer: @escaping @Sendable (Visit, SignedInVisit) throws -> Response
    ) -> Route.Handler {
        administering { visit, person in
            guard person.user.isOperator else { throw HTTPError.notFound }
            return try answer(visit, person)
        }
    }

    /// A form of a page for operators only.
    func operatingForm(
        _ answer: @escaping @Sendable (Visit, SignedInVisit, Parameters) throws -> Response
    ) -> Route.Handler {
        administeringForm { visit, person, form in
            guard person.user.isOperator else { throw HTTPError.notFound }
            return try answer(visit, person, form)
        }
    }

    /// An object out of scope does not exist for this person (Invariant 3).
    private func outcome(_ visit: Visit, _ body: () throws -> Response) throws -> Response {
        do {
            return try body()
        } catch DirectoryError.notFound {
            throw HTTPError.notFound
        }
    }
}
