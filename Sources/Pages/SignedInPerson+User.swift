package import Directory
import Markup

extension SignedInPerson {
    /// The header's view of a person. An agent has no navigation: their only page is the portal.
    package init(_ user: SignedInUser) {
        let standing =
            if user.isOperator {
                Text(fr: "Exploitation du portail", en: "Portal operations")
            } else if user.isReferent {
                Text(fr: "Référent administrateur", en: "Delegated administrator")
            } else {
                Text(fr: "Agent", en: "Staff")
            }
        let administers = user.isOperator || user.isReferent
        let navigation =
            administers
            ? [
                Crumb(Words.applications, "/"), Crumb(Text(fr: "Annuaire", en: "Directory"), "/annuaire"),
                Crumb(Text(fr: "Suivi", en: "Insights"), "/suivi"),
                Crumb(Text(fr: "Journal", en: "Audit trail"), "/journal"),
            ] + (user.isOperator ? [Crumb(Words.operations, "/exploitation")] : []) : []
        self.init(displayName: user.displayName, standing: standing, navigation: navigation)
    }
}
