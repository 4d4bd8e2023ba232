import HTTP

/// The page where somebody whose password is too short for their powers chooses a longer one, and where they were going.
package enum PasswordChange {
    /// The page's own path.
    package static let path = "/profil/mot-de-passe"

    /// The page, which leads on to a path of this site.
    package static func path(thenTo next: String) -> String {
        next == "/" ? path : path + "?" + Parameters([("retour", next)]).encoded
    }
}
