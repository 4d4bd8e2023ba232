package import Directory
package import FoundationEssentials
package import Pages

/// What single sign-on has to show to operators; the executable passes it, since neither module sees the other.
package struct AssertionDesk: Sendable {
    /// The Response that a person acting for a structure would bring to a service provider now, in lines; nil when none
    /// would be sent.
    let preview: @Sendable (ID<User>, ID<Structure>?, ID<ServiceProvider>, Date) throws -> String?
    /// The sheet of what is agreed with a service provider; nil when there is none.
    let contract: @Sendable (ID<ServiceProvider>) throws -> Sheet?

    /// Two functions of the identity provider.
    package init(
        preview: @escaping @Sendable (ID<User>, ID<Structure>?, ID<ServiceProvider>, Date) throws -> String?,
        contract: @escaping @Sendable (ID<ServiceProvider>) throws -> Sheet?
    ) {
        self.preview = preview
        self.contract = contract
    }
}
