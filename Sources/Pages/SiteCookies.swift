/// The cookies of the site by their bare names; `Cookie` adds `__Host-`, Secure and HttpOnly.
///
/// Several modules read the same cookie (sign-in sets the session, single sign-on asks for it): the names stand here.
package enum SiteCookies {
    /// The session's token, until the browser closes. Replaced at every sign-in (no fixation).
    package static let session = "session"
    /// Tells the throttle that this browser signed in before; one year.
    package static let device = "appareil"
    /// The secret that form tokens are made of while nobody is signed in.
    static let preSession = "formulaire"
    /// The token of a link from a mail, between its GET and the form that consumes it.
    package static let link = "lien"
    /// The token of a form that was sent after its session had run out; one hour.
    package static let parkedForm = "reprise"
    /// The name of a logout in which this browser is on its way through applications; half an hour.
    package static let logout = "deconnexion"
    /// `fr` or `en`.
    static let language = "langue"
    /// A `Theme`.
    static let theme = "apparence"
    /// The name of a message to be shown once.
    static let flash = "message"

    /// A year, in seconds: preferences and the device.
    package static let year = 365 * 24 * 3600
}
