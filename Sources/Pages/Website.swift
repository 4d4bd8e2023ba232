package import Crypto
package import HTTP
package import Markup

/// What all pages of the site share: its identity, its public URL, and the one place where forms are checked.
package struct Website: Sendable {
    /// Names and contacts at this moment.
    package var identity: SiteIdentity { currentIdentity() }
    /// Where browsers reach the site; the `Origin` of our own forms.
    package let publicURL: PublicURL
    let randomness: Randomness
    private let currentIdentity: @Sendable () -> SiteIdentity

    /// The site; `randomness` makes the cookies of forms shown before sign-in.
    ///
    /// - Parameter identity: asked for each page, since an operator may change it while the site runs.
    package init(
        identity: @autoclosure @escaping @Sendable () -> SiteIdentity, publicURL: PublicURL,
        randomness: Randomness = .system
    ) {
        currentIdentity = identity
        self.publicURL = publicURL
        self.randomness = randomness
    }

    /// What the page that answers `request` needs to know.
    ///
    /// - Parameters:
    ///   - session: the token of the live session, nil when nobody is signed in. A token that is no longer valid must
    ///     not come here.
    ///   - person: whose session it is.
    ///   - sessionEnds: when that session ends if nothing more is asked of it, and at the latest.
    package func context(
        for request: Request, session: String? = nil, person: SignedInPerson? = nil,
        sessionEnds: SessionEnd? = nil
    ) -> PageContext {
        var cookies: [Cookie] = []
        var secret = session ?? request.cookies[SiteCookies.preSession].flatMap { $0.isEmpty ? nil : $0 }
        if secret == nil, maySetPreSession(request) {
            let fresh = randomness.token()
            cookies.append(Cookie(SiteCookies.preSession, fresh))
            secret = fresh
        }
        let flash = request.cookies[SiteCookies.flash].flatMap(Flash.init(cookie:))
        if request.cookies[SiteCookies.flash] != nil { cookies.append(.removing(SiteCookies.flash)) }
        return PageContext(
            site: identity, language: language(of: request), theme: theme(of: request), person: person,
            path: request.path, target: request.path + (request.rawQuery.map { "?\($0)" } ?? ""),
            reference: request.reference, flash: flash?.notice,
            formToken: secret.map(FormToken.init(secret:)), cookies: cookies, assets: .embedded,
            sessionEnd: sessionEnds)
    }

    /// The language of an answer: the cookie, then what the browser asks for, then French.
    package func language(of request: Request) -> Language {
        request.cookies[SiteCookies.language].flatMap(Language.init(rawValue:))
            ?? .preferred(acceptLanguage: request.headers["accept-language"])
    }

    private func theme(of request: Request) -> Theme {
        request.cookies[SiteCookies.theme].flatMap(Theme.init(rawValue:)) ?? .system
    }

    /// A request that another site posted comes without our Lax cookies: to set a fresh one then would replace the one
    /// that forms in other tabs were made with.
    private func maySetPreSession(_ request: Request) -> Bool {
        if request.method == .get || request.method == .head { return true }
        return isFromHere(request)
    }
}

// MARK: - Forms

extension Website {
    /// Why a posted form is not looked at.
    package enum FormRefusal: Error, Sendable {
        /// The browser says that another site sent it.
        case otherSite
        /// No token, or one of another browser or of an ended session: the page was open for too long, or cookies are
        /// refused.
        case stale
    }

    /// The fields of a posted form, once it is sure that a page of ours, shown to this browser, sent it.
    ///
    /// Every POST handler of the site begins here (but those that take messages of service providers).
    /// - Throws: `HTTPError` for a body that is no form.
    package func form(of request: Request) throws(HTTPError) -> Result<Parameters, FormRefusal> {
        guard isFromHere(request) else { return .failure(.otherSite) }
        let form = request.isMultipart ? try request.multipartForm().fields : try request.form()
        guard let received = try form.only(FormToken.field) else { return .failure(.stale) }
        // A form shown before sign-in may be sent after it (two tabs): either secret of this browser is good.
        let secrets = [request.cookies[SiteCookies.session], request.cookies[SiteCookies.preSession]]
        let isKnown = secrets.contains { secret in
            guard let secret, !secret.isEmpty else { return false }
            return FormToken(secret: secret).matches(received)
        }
        return isKnown ? .success(form) : .failure(.stale)
    }

    /// What browsers say of where a request was made. Old ones say nothing: then the token alone decides.
    private func isFromHere(_ request: Request) -> Bool {
        if let site = request.headers["sec-fetch-site"], site != "same-origin", site != "none" { return false }
        if let origin = request.headers["origin"], origin != publicURL.description { return false }
        return true
    }
}

// MARK: - Preferences

extension Website {
    /// The cookie that keeps a language.
    package static func remembering(_ language: Language) -> Cookie {
        Cookie(SiteCookies.language, language.rawValue, maxAge: SiteCookies.year)
    }

    /// The cookie that keeps an appearance.
    package static func remembering(_ theme: Theme) -> Cookie {
        Cookie(SiteCookies.theme, theme.rawValue, maxAge: SiteCookies.year)
    }

    /// A path of this site out of a form, or `/`: never another site's address (`//host`, `/\host`), nothing that a
    /// header could not hold. A query may follow, of the characters that ours are made of.
    package static func localPath(_ text: String?) -> String {
        guard let text, text.utf8.count <= 512, text.utf8.first == UInt8(ascii: "/") else { return "/" }
        var isQuery = false
        var last: UInt8 = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "/") where !isQuery && last != UInt8(ascii: "/"): break
            case UInt8(ascii: "?") where !isQuery: isQuery = true
            case UInt8(ascii: "="), UInt8(ascii: "&"), UInt8(ascii: "%"), UInt8(ascii: "+"):
                guard isQuery else { return "/" }
            default:
                guard isPlain(byte) else { return "/" }
            }
            last = byte
        }
        return text
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}
