/// The header fields that every answer carries, set in this one place (security.md R14).
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
        headers["content-security-policy"] = contentSecurityPolicy(response.formTargets)
        for (name, value) in fixed { headers[name] = value }
        for cookie in response.cookies { headers.append("set-cookie", cookie.headerValue(for: publicURL)) }
        return headers
    }

    /// No inline script or style, nothing from elsewhere, no framing.
    private func contentSecurityPolicy(_ targets: Response.FormTargets) -> String {
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
            + "form-action \(formAction(targets)); base-uri 'none'; frame-ancestors 'none'"
    }

    private func formAction(_ targets: Response.FormTargets) -> String {
        switch targets {
        case .ownSite: "'self'"
        // Not the consumer's address alone: Chromium also checks where it redirects after the POST.
        case .serviceProviders: publicURL.isLoopback ? "https: http:" : "https:"
        }
    }
}
