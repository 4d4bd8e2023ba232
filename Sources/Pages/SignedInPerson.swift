package import Markup

/// The person a page is for, as far as its header shows them.
package struct SignedInPerson: Sendable {
    /// « Nadia Benslimane ».
    package let displayName: String
    /// « Référente administratrice », « Agent » …: the second line of the profile button.
    package let standing: Text
    /// The pages this person may go to from every page; none for an agent, whose only page is the portal.
    package let navigation: [Crumb]

    /// A person as the header shows them.
    package init(displayName: String, standing: Text, navigation: [Crumb] = []) {
        self.displayName = displayName
        self.standing = standing
        self.navigation = navigation
    }

    /// The first letters of the first and the last word of the name: « NB ».
    package var initials: String {
        let words = displayName.split(separator: " ").compactMap(\.first)
        guard let first = words.first, let last = words.last else { return "" }
        return words.count == 1 ? String(first).uppercased() : (String(first) + String(last)).uppercased()
    }
}
