package import Accounts
package import Directory
package import FoundationEssentials
package import HTTP
package import Markup

/// A request, and what is known of who makes it.
package struct Visit: Sendable {
    /// What was asked.
    package let request: Request
    /// The live session and its person; nil when nobody is signed in.
    package let signedIn: SignedInVisit?
    /// What the page that answers needs to know.
    package let context: PageContext

    /// The moment of the request.
    package var now: Date { request.receivedAt }
    /// The language of the answer.
    package var language: Language { context.language }
    /// The page's path with its query, as somebody comes back to it.
    package var path: String { context.address }
    /// Where somebody signs in to come back to this page.
    package var signInPath: String { Visit.signInPath(to: context.address) }

    /// Where somebody signs in to go on to a page of this site.
    package static func signInPath(to path: String) -> String {
        path == "/" ? "/connexion" : "/connexion?" + Parameters([("retour", path)]).encoded
    }
    /// Moments in words.
    package var moments: Moments { Moments(now: now, language) }

    /// Where the request comes from, as accounts look at it.
    package var client: Client {
        Client(
            address: request.client.description, userAgent: request.headers["user-agent"],
            deviceToken: request.cookies[SiteCookies.device])
    }
}

/// The person in front of a page.
package struct SignedInVisit: Sendable {
    /// The live session.
    package let session: Session
    /// Whose it is, with their powers at that moment.
    package let user: SignedInUser
}

/// A module that answers with pages: what its handlers begin with, and the one place where their failures end.
package protocol PageModule: Sendable {
    /// Finds the session.
    var accounts: Accounts { get }
    /// Finds the person.
    var directory: Directory { get }
    /// Makes the context, checks the forms.
    var website: Website { get }
    /// Takes one line about a failure of ours, with the request's reference in it.
    var log: @Sendable (String) -> Void { get }
}

extension PageModule {
    /// A handler for everybody. What fails on our side becomes the page of status 500, or of 503 when it is the disk, and
    /// one line in the log.
    package func open(_ answer: @escaping @Sendable (Visit) throws -> Response) -> Route.Handler {
        { request throws(HTTPError) in
            do {
                return try answer(try visit(request))
            } catch let error as HTTPError {
                throw error
            } catch let error as AccountsError where error.isMailQueueFull {
                log("\(request.reference) \(request.route ?? request.path): \(error)")
                let context = (try? visit(request))?.context ?? website.context(for: request)
                return Explanation.mailQueueFull(context).response(context, status: .serviceUnavailable)
            } catch {
                log("\(request.reference) \(request.route ?? request.path): \(error)")
                guard AccountsError.isOutage(error) else { return errorPage(.internalServerError, request) }
                let context = website.context(for: request)
                return Explanation.outage(context).response(context, status: .serviceUnavailable)
            }
        }
    }

    /// The page of a status for a request that no handler answers, with the person's own header if they are signed in:
    /// give it to `Router`.
    package func errorPage(_ status: Status, _ request: Request) -> Response {
        // A store that fails is one reason to be here: the page then goes without the person.
        let context = (try? visit(request))?.context ?? website.context(for: request)
        return Explanation.of(status, context).response(context, status: status)
    }

    /// A handler for people who are signed in; others are asked to sign in.
    package func signedIn(_ answer: @escaping @Sendable (Visit, SignedInVisit) throws -> Response) -> Route.Handler {
        open { visit in
            guard let signedIn = visit.signedIn else { return .seeOther(visit.signInPath) }
            return try answer(visit, signedIn)
        }
    }

    /// A handler for forms of people who are signed in. What was typed is not lost when the session has run out: it is
    /// kept, and shown again once its sender has signed in.
    package func signedInForm(
        _ answer: @escaping @Sendable (Visit, SignedInVisit, Parameters) throws -> Response
    ) -> Route.Handler {
        open { visit in
            switch (try website.form(of: visit.request), visit.signedIn) {
            case (.success(let form), nil): try park(form, of: visit)
            case (_, nil): .seeOther("/connexion")
            case (.failure(let refusal), _): website.refusedForm(refusal, visit.context)
            case (.success(let form), .some(let signedIn)): try answer(visit, signedIn, form)
            }
        }
    }

    /// Keeps a form for its sender, whose session ran out, and asks them to sign in.
    private func park(_ form: Parameters, of visit: Visit) throws -> Response {
        let kept = form.fields.filter { !Website.neverKept.contains($0.name) }.map { (name: $0.name, value: $0.value) }
        let token = try accounts.park(
            Array(Parameters(kept).encoded.utf8), sentTo: visit.request.path,
            session: visit.request.cookies[SiteCookies.session], at: visit.now)
        guard let token else { return .seeOther("/connexion") }
        return Response.seeOther(Visit.signInPath(to: Website.resumption))
            .setting(Cookie(SiteCookies.parkedForm, token, maxAge: Int(Accounts.parkedFormLife)))
    }

    private func visit(_ request: Request) throws -> Visit {
        guard let token = request.cookies[SiteCookies.session],
            let session = try accounts.session(token: token, at: request.receivedAt),
            let user = try directory.read({ directory throws(DirectoryError) in
                try directory.signedInUser(session.user, at: request.receivedAt)
            })
        else { return Visit(request: request, signedIn: nil, context: website.context(for: request)) }
        let end = SessionEnd(
            idle: accounts.end(of: session, seenAt: request.receivedAt).timeIntervalSince(request.receivedAt),
            absolute: session.absoluteEndsAt.timeIntervalSince(request.receivedAt))
        let context = website.context(
            for: request, session: token, person: SignedInPerson(user), sessionEnds: end)
        return Visit(request: request, signedIn: SignedInVisit(session: session, user: user), context: context)
    }
}
