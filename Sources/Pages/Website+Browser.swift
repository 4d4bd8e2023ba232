import Crypto
package import HTTP

extension Website {
    /// The browser's own secret, which exists before anybody signs in, and the cookie to set when this is its first
    /// visit. What must go on in the same browser (a sign-on that waits) is tied to its hash.
    ///
    /// Trap: not for a POST of another site, which comes without cookies: a fresh one would replace the browser's.
    package func browser(of request: Request) -> (secret: String, cookie: Cookie?) {
        if let secret = request.cookies[SiteCookies.preSession], !secret.isEmpty { return (secret, nil) }
        let fresh = randomness.token()
        return (fresh, Cookie(SiteCookies.preSession, fresh))
    }
}
