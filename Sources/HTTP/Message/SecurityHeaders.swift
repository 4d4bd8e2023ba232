/// The header fields that every answer carries, set in this one place (R14).
package struct SecurityHeaders: Sendable {
    private let publicURL: PublicURL
    private let fixed: [(name: String, value: String)]

    /// The fields for a site; HSTS only where browsers come by https.
    package init(publicURL: PublicURL) {
        self.publicURL = publicURL
        var fixed = [
            ("x-content-type-options", "nosniff"),
            // `no-referrer` would make our own forms send `Origin: null`.
            ("referrer-policy", "strict-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
        ]
        if publicURL.isSecure { fixed.append(("strict-transport-security", "max-age=31536000; includeSubDomains")) }
        self.fixed = fixed
    }

    /// Every field to send for an answer, its own first; cookies last.
    package func fields(for response: Response) -> Headers {
        var headers = response.headers
        if headers["cache-control"] == nil { headers["cache-control"] = "no-store" }
        headers["content-security-policy"] = contentSecurityPolicy(response)
        for (name, value) in fixed { headers[name] = value }
        for cookie in response.cookies { headers.append("set-cookie", cookie.headerValue(for: publicURL)) }
        return headers
    }

    /// No inline script or style, nothing from elsewhere, no frames.
    private func contentSecurityPolicy(_ response: Response) -> String {
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
            + "form-action \(formAction(response.formTargets)); base-uri 'none'; frame-ancestors 'none'"
    }

    /// Not the address alone: Chromium also checks where it redirects.
    private var serviceProviders: String { publicURL.isLoopback ? "https: http:" : "https:" }

    private func formAction(_ targets: Response.FormTargets) -> String {
        switch targets {
        case .ownSite: "'self'"
        case .serviceProviders: serviceProviders
        }
    }
}
