import HTTP
package import Markup

/// What every page needs to know of the request it answers. `Website.context` makes it.
package struct PageContext: Sendable {
    /// Names and contacts.
    package let site: SiteIdentity
    /// The language of the answer.
    package let language: Language
    /// The appearance chosen in this browser.
    package let theme: Theme
    /// nil on a page for somebody who is not signed in.
    package let person: SignedInPerson?
    /// The page's own path: marks the place in the navigation.
    package let path: String
    /// The path with its query, as it was asked for.
    fileprivate(set) var target: String
    /// Finds this request in the log; shown on pages of refusal.
    package let reference: String
    /// What was just done, told once.
    package let flash: Notice?
    /// Proves that a form was on a page of ours (see `FormToken`); nil when this answer may not give one.
    let formToken: FormToken?
    /// What the answer sets: a new pre-session, the end of a flash message.
    let cookies: [Cookie]
    let assets: Assets
    /// When the session of this page ends; nil when nobody is signed in.
    let sessionEnd: SessionEnd?

    /// Where a change of language comes back to, so that a sign-on that waits goes on waiting.
    var address: String { Website.localPath(target) }

    /// A POST form with its token. `content` holds the fields and the button.
    ///
    /// Without a token there is no form: a press would only be refused.
    ///
    /// - Parameter carriesFiles: whether a file can be chosen in it (`Request.multipartForm`).
    package func form(to path: String, style: String? = nil, carriesFiles: Bool = false, _ content: HTML) -> HTML {
        guard let formToken else { return .empty }
        return """
            <form method="post" action="\(path)"\(attribute: "class", style)\
            \(attribute: "enctype", carriesFiles ? "multipart/form-data" : nil) novalidate>\
            <input type="hidden" name="\(FormToken.field)" value="\(formToken.value)">\(content)</form>
            """
    }

    /// The same, for the answer to a form that stands alone: a change of language goes to the first page, since nobody
    /// can GET an address that only takes forms.
    func leadingHome() -> PageContext {
        var context = self
        context.target = "/"
        return context
    }

    /// The same, for an address whose query another site made: nothing of it may stand in the page.
    package func withoutQuery() -> PageContext {
        var context = self
        context.target = path
        return context
    }
}
