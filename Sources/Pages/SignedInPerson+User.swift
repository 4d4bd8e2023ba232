package import Directory
import Markup

extension SignedInPerson {
    /// The header's view of a person. An agent has no navigation: their only page is the portal (ux.md §3).
    package init(_ user: SignedInUser) {
        let standing =
            if user.isOperator {
                Text(fr: "Exploitation du portail", en: "Portal operations")
            } else if user.isReferent {
                Text(fr: "Référent administrateur", en: "Delegated administrator")
            } else {
                Text(fr: "Agent", en: "Staff")
            }
        let navigation = user.isOperator || user.isReferent ? [Crumb(Words.applications, "/")] : []
        self.init(displayName: user.displayName, standing: standing, navigation: navigation)
    }
}
