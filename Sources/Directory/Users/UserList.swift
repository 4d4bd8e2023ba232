package import FoundationEssentials

/// What is asked of the list of users: who may be seen, which of them, in which order, which page.
package struct UserList: Hashable, Sendable {
    /// One of the saved views.
    package enum View: String, Hashable, Sendable, CaseIterable {
        case all
        case neverActivated
        case dormant
        case blocked
        /// Without a habilitation in force, in scope.
        case withoutApplication
        /// Mail to their address comes back.
        case unreachable
        /// Deleted, and not yet erased: can be restored. No part of `all`.
        case deleted
    }

    /// What the rows are sorted by; then by name.
    package enum Order: String, Hashable, Sendable, CaseIterable {
        case name, structure, standing, lastSignIn
    }

    /// Where the page begins. A person who is not in scope (any more) leads to the first page.
    package enum Start: Hashable, Sendable {
        case first
        case after(ID<User>)
        case before(ID<User>)
        case last
    }

    package var scope: Scope
    package var view = View.all
    /// Beginnings of words of the name or the address before its `@`, or the beginning of the whole address.
    package var search = ""
    /// Affiliated there; nothing outside the scope.
    package var structure: ID<Structure>?
    /// With a habilitation in force there, in scope.
    package var application: ID<Application>?
    package var order = Order.name
    /// Whether the order is turned round.
    package var isDescending = false
    package var start = Start.first
    /// Rows of a page.
    package var size = 50

    /// Everybody in a scope.
    package init(scope: Scope) {
        self.scope = scope
    }
}

/// A line of the list of users.
package struct UserListRow: Hashable, Sendable {
    package let user: User
    /// How the account stands.
    package let standing: Standing
    /// The last sign-in, nil for never. Referents are shown the day alone.
    package let lastSignInAt: Date?
    /// The names of the person's structures in scope.
    package internal(set) var structures: [String] = []
    /// The names of the applications of which the person holds a role in force, in scope.
    package internal(set) var applications: [String] = []
    /// Whether mail to their address comes back.
    package internal(set) var isUnreachable = false
}

/// A place in the order of a list of users, between two of its rows; good however the rows change meanwhile.
package struct UserListPlace: Sendable {
    let key: UserListQuery.Key
}

/// A page of the list of users.
package struct UserListPage: Hashable, Sendable {
    /// In the order asked for.
    package let rows: [UserListRow]
    /// How many people the list has in all.
    package let total: Int
    /// The place of the first row in the whole list, 1 for the first.
    package let firstPlace: Int

    /// Whether there are rows before these.
    package var hasPrevious: Bool { firstPlace > 1 }
    /// Whether there are rows after these.
    package var hasNext: Bool { firstPlace - 1 + rows.count < total }
}
