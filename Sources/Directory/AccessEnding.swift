/// What rests on an account or a right outside the directory, and ends with it: sessions, links, mails (Invariant 6).
///
/// Every operation of `Change` that ends an account or a right asks it, in its own transaction, and no directory is made
/// without one: so nothing can end the right and forget the session. `Accounts` has the only one of the program. The
/// applications learn of it by the schema, when a session or a person's last right in an application goes.
///
/// A power (référent, operator) needs none: it is read anew with each request.
package protocol AccessEnding: Sendable {
    /// Ends the sessions and the links of an account that works no longer.
    func endAccess(of user: ID<User>, in change: Change) throws(DirectoryError)
    /// Ends the links of an account whose address is another one now.
    func endLinks(of user: ID<User>, in change: Change) throws(DirectoryError)
    /// Takes back every mail that still waits for a person whose account is deleted.
    func cancelMail(to user: ID<User>, in change: Change) throws(DirectoryError)
    /// Makes sessions forget for which structure an application was opened, where the right to it is gone.
    func forgetChoices(_ lost: LostAccess, in change: Change) throws(DirectoryError)
    /// Erases everything that is held of a person.
    func erase(_ user: ID<User>, in change: Change) throws(DirectoryError)
}
