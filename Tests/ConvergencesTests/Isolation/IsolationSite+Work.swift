import Accounts
import Crypto
import Database
import Directory
import FoundationEssentials
import HTTP
import Jobs
import PageInspection
import Site

@testable import Convergences

// What people begin on a site, each with an id of its own in an address: to be asked for by others.
extension IsolationSite {
    /// A list that somebody is about to import; its second line is refused.
    func importDraft(by user: ID<User>, naming name: String) throws -> ID<Job> {
        let list = "Nom;Prénom;Adresse électronique\n\(name);Ada;ada@valmont.example\n\(name);Bob;\(name)\n"
        let text = try CSVText(Array(list.utf8), limit: Jobs.importLimit)
        return try jobs.draftImport(
            text, try ImportLayout(text.rows[0].cells), file: "\(name).csv", structure: nil, by: try signedIn(user),
            at: Self.now - 60)
    }

    /// People whom somebody chose, to get a role.
    func selectionDraft(by user: ID<User>, of person: ID<User>, named name: String) throws -> ID<Job> {
        let chosen = SelectedPerson(user: person, name: name, email: "a@valmont.example", structureNames: name)
        return try jobs.draftSelection(
            .assign(AssignSettings(role: roles[bip])), [chosen], by: user, at: Self.now - 60)
    }

    /// The same, confirmed: it waits for a worker, or was stopped.
    func job(by user: ID<User>, of person: ID<User>, named name: String, isStopped: Bool) throws -> ID<Job> {
        let id = try selectionDraft(by: user, of: person, named: name)
        guard try jobs.start(id, by: user, at: Self.now - 50) == nil else { throw TestFailure("not started") }
        if isStopped, try !jobs.stop(id, by: try signedIn(user), at: Self.now - 40) {
            throw TestFailure("not stopped")
        }
        return id
    }

    /// Answers a request while the program's worker is at its work, as it is on a site that serves.
    func working<Value>(_ answer: () throws -> Value) throws -> Value {
        let worker = JobWorker(jobs, clock: { Self.now }) { _ in }
        try worker.start()
        defer { worker.stop() }
        return try answer()
    }

    /// Something that a referent asks of the operator.
    func request(by referent: ID<User>, about person: ID<User>) throws -> ID<OperatorRequest> {
        try site.directory.change(by: .user(referent), at: Self.now - 60) { (change) throws(DirectoryError) in
            try change.askOperator(for: .other, about: person, words: "Une question")
        }
    }

    func signedIn(_ user: ID<User>) throws -> SignedInUser {
        guard
            let found = try site.directory.read({ (view) throws(DirectoryError) in
                try view.signedInUser(user, at: Self.now)
            })
        else { throw TestFailure("nobody") }
        return found
    }

    // MARK: - Single sign-on

    /// A service provider asks for whoever sits in front of this browser; the name under which that waits.
    func waitingSignOn(in browser: Guest) throws -> String {
        let id = "_" + Hex.encode(Randomness.system.bytes(16))
        let message = """
            <samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" \
            xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="\(id)" Version="2.0" \
            IssueInstant="2026-11-22T09:00:00Z" Destination="http://localhost/saml/sso">\
            <saml:Issuer>\(Self.serviceProvider)</saml:Issuer></samlp:AuthnRequest>
            """
        let answer = try browser.postFromElsewhere(
            "/saml/sso", [(name: "SAMLRequest", value: Base64.encode(Array(message.utf8)))])
        guard let location = answer.headers["location"], location.hasPrefix("/saml/continue/") else {
            throw TestFailure("the request does not wait: \(answer.status.rawValue)")
        }
        return String(location.dropFirst("/saml/continue/".count))
    }

    /// Somebody opened BIP and signed out: the logout's name, and one of those it tells.
    func logout(of user: ID<User>) throws -> (name: String, participant: Int) {
        let browser = try guest(user)
        guard try browser.get("/ouvrir/bip", ["sec-fetch-site": "same-origin"]).text.contains("SAMLResponse") else {
            throw TestFailure("BIP did not open")
        }
        guard let location = try browser.post("/deconnexion").headers["location"],
            let name = location.split(separator: "/").last.map(String.init)
        else { throw TestFailure("no logout") }
        let participant = try site.database.read { (connection) throws(DatabaseError) in
            try connection.one("SELECT id FROM logout_participant WHERE logout = \(name)") { try $0.int(0) }
        }
        guard let participant else { throw TestFailure("nobody to tell in \(location)") }
        return (name, participant)
    }
}
