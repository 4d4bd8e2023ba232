/// Somebody a letter is written to, or names.
package struct Correspondent: Hashable, Sendable {
    /// First name and name.
    package let name: String
    /// The address: what the person signs in with, or where a referent is written to.
    package let email: String

    /// Somebody.
    package init(name: String, email: String) {
        self.name = name
        self.email = email
    }
}
