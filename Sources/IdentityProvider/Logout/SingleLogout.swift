package import Accounts
import Database
import Directory
package import FoundationEssentials
import HTTP
import Pages
import SAML
import XML

// The way of a logout: our own session ends first, then every service provider of it is told, those that take it from
// server to server at once and in parallel, then the others by the person's browser, which goes from one to the next; one
// that does not answer holds up nobody (SAML Profiles §4.4).
extension IdentityProvider {
    /// How long a person waits for service providers that are told from server to server.
    private static let longestWait = Duration.seconds(3)

    /// The person signs out at the portal: the path of the page that tells what came of it.
    package func signOut(_ session: Session, from client: Client, at now: Date) throws -> String {
        let logout = logoutQueue.newName()
        try accounts.endSession(session, from: client, at: now) { (connection) throws(DatabaseError) in
            try logoutQueue.begin(logout, of: [session.id], reply: nil, at: now, in: connection)
        }
        try logoutSender.send(logout, hasBrowser: true, waitingAtMost: Self.longestWait, at: now)
        return Self.path(ofLogout: logout)
    }

    /// `GET` and `POST /saml/slo`: a service provider ends its session, or answers that it did.
    func singleLogout(_ request: Request) throws -> Response {
        switch try receiver.logoutMessage(in: request) {
        case .request(let accepted):
            let ended = try end(accepted, request)
            let cookies = try ownCookies(ended, request)
            guard let logout = ended.logout else {
                return try reply(ended.reply, .success, request).setting(cookies)
            }
            try logoutSender.send(logout, hasBrowser: true, waitingAtMost: Self.longestWait, at: request.receivedAt)
            return try continueLogout(logout, isInsisting: false, request).setting(cookies)
        case .response(let accepted):
            return try receiveAnswer(accepted, request)
        }
    }

    /// `POST /saml/slo/soap`: the same from server to server; nobody's browser is there to tell others through.
    func singleLogoutBySOAP(_ request: Request) -> Response {
        do {
            let accepted = try receiver.logoutRequest(bySOAP: request)
            let ended = try end(accepted, request)
            var status = SAML.Status.success
            if let logout = ended.logout {
                try logoutSender.send(
                    logout, hasBrowser: false, waitingAtMost: Self.longestWait, at: request.receivedAt)
                if try !logoutQueue.participants(of: logout).allSatisfy({ $0.state == .done }) {
                    status = .partialLogout
                }
            }
            let answer = logoutWriter.response(
                to: accepted.message.id, status, destination: nil, at: request.receivedAt)
            let signed = try logoutWriter.signed(answer.element, for: accepted.serviceProvider.record)
            return Response(.ok, contentType: SOAP.contentType, body: SOAP.envelope(signed))
        } catch {
            return soapFault(error, request)
        }
    }

    /// The edge of the back channel: what cannot be answered is a fault without a word of the request.
    func soapFault(_ error: any Error, _ request: Request) -> Response {
        let refusal = MessageRefusal(error)
        report(refusal, of: request)
        let isOurs = refusal.kind == .failure || refusal.kind == .busy
        let words = isOurs ? "the request could not be answered" : "the request is refused"
        // SOAP 1.1 §6.2: a fault travels with status 500; ours must not look like a breakdown in the log's figures.
        return Response(
            isOurs ? .serviceUnavailable : .badRequest, contentType: SOAP.contentType,
            body: SOAP.fault("\(words) (\(request.reference))", isClients: !isOurs))
    }

    /// `GET /deconnexion/{logout}`: how far a logout is.
    func logoutProgress(_ request: Request) throws -> Response {
        let logout = request.pathParameters["logout"] ?? ""
        guard try logoutQueue.isKnown(logout, at: request.receivedAt) else { return .seeOther("/connexion") }
        return try continueLogout(logout, isInsisting: request.query[LogoutPage.insisting] != nil, request)
    }

    /// `GET /deconnexion/{logout}/{participant}`: sends the browser to one service provider with our request.
    func logoutByBrowser(_ request: Request) throws -> Response {
        let logout = request.pathParameters["logout"] ?? ""
        let id = ID<LogoutParticipant>(request.pathParameters["participant"] ?? "")
        guard try logoutQueue.isKnown(logout, at: request.receivedAt),
            let participant = try id.flatMap({ try logoutQueue.participant($0, of: logout) }),
            participant.state != .done, participant.canBeNamed,
            let provider = try registry.serviceProvider(participant.serviceProvider),
            let endpoint = provider.record.settings.logoutByBrowser
        else { return .seeOther(Self.path(ofLogout: logout)) }
        let message = try logoutWriter.request(
            participant, to: endpoint.location, of: provider.record, at: request.receivedAt)
        try logoutQueue.ask(participant, by: message.id, at: request.receivedAt)
        return try carry(.request, message.element, to: endpoint.location, endpoint, nil, provider.record, request)
    }

    // MARK: Steps

    /// What a service provider's request came to.
    private struct Ended {
        let sessions: [ID<Session>]
        /// The logout that others are told in; nil when no session of that name was alive.
        let logout: String?
        let reply: LogoutQueue.Reply
    }

    /// Ends the sessions that a request names: only those that this very service provider takes part in.
    private func end(_ accepted: Accepted<LogoutRequest>, _ request: Request) throws -> Ended {
        let now = request.receivedAt
        let message = accepted.message
        let provider = accepted.serviceProvider.record
        guard try pendingRequests.use(message.id, of: provider.id, at: now) else {
            throw MessageRefusal(.used, "service provider \(provider.id) sent this LogoutRequest before")
        }
        let reply = LogoutQueue.Reply(
            serviceProvider: provider.id, request: message.id.rawValue, relayState: accepted.relayState)
        let name = try name(in: message, of: provider, request)
        let sessions = try sessions(of: name, message.sessionIndexes, at: provider)
        guard !sessions.isEmpty else {
            // Perhaps it asks again, while this browser is on its way through the others.
            let unfinished = try request.cookies[SiteCookies.logout].flatMap { name in
                try !message.isAsynchronous && logoutQueue.redirectAnswer(of: name, to: reply, at: now) ? name : nil
            }
            return Ended(sessions: [], logout: unfinished, reply: reply)
        }
        let ids = sessions.map(\.id)
        let logout = logoutQueue.newName()
        try accounts.endSessions(sessions, at: now) { (connection) throws(DatabaseError) in
            try logoutQueue.begin(
                logout, of: ids, by: provider.id, reply: message.isAsynchronous ? nil : reply, at: now, in: connection)
        }
        return Ended(sessions: ids, logout: logout, reply: reply)
    }

    /// Whose session is to end. A name that we cannot decrypt is one that nobody here has: it is looked for and answered
    /// like any other unknown one, so that no service provider learns from us what a ciphertext holds. The signature over
    /// the message has verified before (R15).
    private func name(
        in message: LogoutRequest, of provider: ServiceProvider, _ request: Request
    ) throws -> NameID {
        switch message.principal {
        case .named(let name):
            return name
        case .encrypted(let element):
            let encrypted: EncryptedID
            do {
                encrypted = try EncryptedID(element)
            } catch {
                throw MessageRefusal(
                    .message, "service provider \(provider.id): EncryptedID: \(error)",
                    IntegrationNote(serviceProvider: provider.id, finding: .algorithm, detail: "EncryptedID: \(error)"))
            }
            guard InboundEncryption.accepts(encrypted, allowing: identity.algorithms) else {
                let detail = "EncryptedID by a cipher that our metadata does not name"
                throw MessageRefusal(
                    .message, "service provider \(provider.id): \(detail)",
                    IntegrationNote(serviceProvider: provider.id, finding: .algorithm, detail: detail))
            }
            do {
                return try encrypted.nameID(by: try identity.keys.current().decrypting)
            } catch let error as SAMLError {
                log("\(request.reference) service provider \(provider.id): EncryptedID: \(error)")
                return try NameID("undecipherable", format: nil)
            }
        }
    }

    /// The live sessions in which a service provider knows a person by that name (SAML Core §3.7.3.2, §3.3.4).
    private func sessions(
        of name: NameID, _ indexes: [String], at provider: ServiceProvider
    ) throws -> [(id: ID<Session>, user: ID<User>)] {
        guard name.nameQualifier == nil || name.nameQualifier == identity.entityID,
            name.spNameQualifier == nil || name.spNameQualifier == provider.entityID
        else { return [] }
        let format = name.format == .unspecified ? nil : name.format?.rawValue
        let found = try directory.database.read { connection in
            try connection.query(
                """
                SELECT session.id, session.user, session_index FROM session_participant
                    JOIN session ON session.id = session_participant.session
                WHERE service_provider = \(provider.id) AND name_id = \(name.value)
                    AND (\(format) IS NULL OR name_id_format = \(format))
                """
            ) { (id: try $0.id(0) as ID<Session>, user: try $0.id(1) as ID<User>, index: try $0.text(2)) }
        }
        let named = indexes.isEmpty ? found : found.filter { indexes.contains($0.index) }
        var seen: Set<ID<Session>> = []
        return named.compactMap { seen.insert($0.id).inserted ? (id: $0.id, user: $0.user) : nil }
    }

    /// The cookies of the browser in front of us that no longer mean anything.
    private func ownCookies(_ ended: Ended, _ request: Request) throws -> [Cookie] {
        // The session has gone, so its token no longer finds it; another live one is another person's business.
        guard !ended.sessions.isEmpty, let token = request.cookies[SiteCookies.session],
            try accounts.session(token: token, at: request.receivedAt) == nil
        else { return [] }
        return [.removing(SiteCookies.session)]
    }

    /// A service provider answers through the browser; the page of the logout goes on with it.
    private func receiveAnswer(_ accepted: Accepted<LogoutResponse>, _ request: Request) throws -> Response {
        let provider = accepted.serviceProvider.record
        let answered = try accepted.message.inResponseTo.flatMap {
            try logoutQueue.answered(
                $0, by: provider.id, accepted.message.status.isSuccess, at: request.receivedAt)
        }
        guard let logout = answered else {
            throw MessageRefusal(.used, "service provider \(provider.id) answers a LogoutRequest that does not wait")
        }
        return .seeOther(Self.path(ofLogout: logout))
    }

    /// From a logout to what its browser sees next: the answer to the service provider that began it as soon as everybody
    /// has ended, else the page that says who has not.
    private func continueLogout(_ logout: String, isInsisting: Bool, _ request: Request) throws -> Response {
        let participants = try logoutQueue.participants(of: logout)
        let reply = try logoutQueue.reply(of: logout, at: request.receivedAt)
        let isComplete = participants.allSatisfy { $0.state == .done }
        if let reply, isComplete || isInsisting, try logoutQueue.close(logout, at: request.receivedAt) {
            return try self.reply(reply, isComplete ? .success : .partialLogout, request)
        }
        guard request.pathParameters["logout"] != nil else { return .seeOther(Self.path(ofLogout: logout)) }
        let page = LogoutPage(
            path: Self.path(ofLogout: logout), applications: try applications(participants),
            returningTo: try reply.flatMap { try registry.serviceProvider($0.serviceProvider) }
                .map { try application($0.record.application).name },
            context: website.context(for: request).withoutQuery())
        let isOnItsWay = page.next != nil
        guard isOnItsWay || request.cookies[SiteCookies.logout] != nil else { return page.response }
        return page.response.setting(
            isOnItsWay
                ? Cookie(SiteCookies.logout, logout, maxAge: Int(LogoutQueue.pageLifetime))
                : .removing(SiteCookies.logout))
    }

    /// The participants under the names that people know, each application once.
    private func applications(_ participants: [LogoutParticipant]) throws -> [LogoutPage.Application] {
        var applications: [LogoutPage.Application] = []
        for participant in participants {
            guard let provider = try registry.serviceProvider(participant.serviceProvider) else { continue }
            let name = try application(provider.record.application).name
            let canAsk = participant.canBeNamed && provider.record.settings.logoutByBrowser != nil
            let part = LogoutPage.Part(id: participant.id, state: participant.state, canAsk: canAsk)
            if let index = applications.firstIndex(where: { $0.name == name }) {
                applications[index].parts.append(part)
            } else {
                applications.append(LogoutPage.Application(name: name, parts: [part]))
            }
        }
        return applications
    }

    /// Answers the service provider that began a logout.
    private func reply(_ reply: LogoutQueue.Reply, _ status: SAML.Status, _ request: Request) throws -> Response {
        guard let provider = try registry.serviceProvider(reply.serviceProvider),
            let endpoint = provider.record.settings.logoutByBrowser, let id = MessageID(rawValue: reply.request)
        else { return .seeOther("/connexion") }
        let message = logoutWriter.response(to: id, status, destination: endpoint.answersAt, at: request.receivedAt)
        return try carry(
            .response, message.element, to: endpoint.answersAt, endpoint, reply.relayState, provider.record, request)
    }

    /// Sends the browser to a service provider with a message, by the binding of its endpoint.
    private func carry(
        _ kind: MessageKind, _ message: Element, to location: String,
        _ endpoint: ServiceProviderSettings.SingleLogoutService, _ relayState: String?,
        _ serviceProvider: ServiceProvider, _ request: Request
    ) throws -> Response {
        if endpoint.isRedirect {
            return .seeOther(
                try logoutWriter.url(kind, message, to: location, relayState: relayState, for: serviceProvider))
        }
        var fields = [
            (name: kind.rawValue, value: HTTPPOST.encode(try logoutWriter.signed(message, for: serviceProvider)))
        ]
        if let relayState { fields.append((name: "RelayState", value: relayState)) }
        let name = try application(serviceProvider.application).name
        return MessageCarrier(.signingOut(of: name), destination: location, fields: fields)
            .response(website.context(for: request).withoutQuery())
    }

    /// The page of a logout.
    static func path(ofLogout logout: String) -> String { "/deconnexion/\(logout)" }
}
