import Accounts
import Database
import Directory
import IdentityProvider
import Mail
import Markup
import Portal
import Site

// What other modules do for the portal, which sees none of them.
extension Portal.Services {
    init(_ identityProvider: IdentityProvider, _ site: Site) {
        self.init(signOn: SignOn(identityProvider), logout: Logout(identityProvider), mail: Mail(of: site))
    }
}

extension Portal.Services.SignOn {
    fileprivate init(_ identityProvider: IdentityProvider) {
        self.init(
            waiting: { id, now in
                try identityProvider.waiting(id, at: now).map {
                    Portal.WaitingSignOn(application: $0.application, provenSince: $0.provenSince)
                }
            },
            opened: { session in
                try identityProvider.applicationsOpened(in: session).map(Portal.OpenedApplication.init(name:))
            },
            lastUses: { user in try identityProvider.lastUses(of: user) },
            openings: { user in
                try identityProvider.signOns(of: user).map {
                    Portal.ApplicationOpening(at: $0.at, application: $0.application, structure: $0.structure)
                }
            })
    }
}

extension Portal.Services.Logout {
    fileprivate init(_ identityProvider: IdentityProvider) {
        self.init(
            signOut: { session, client, now in try identityProvider.signOut(session, from: client, at: now) },
            unfinished: { name, now in try identityProvider.unfinishedLogout(name, at: now) })
    }
}

extension Portal.Services.Mail {
    /// The subjects of what was written, never the words.
    fileprivate init(of site: Site) {
        self.init(written: { user in
            try site.database.read { connection in
                try site.accounts.mail.outbox.entries(for: user.rawValue, limit: 1000, in: connection).map {
                    Portal.WrittenMail(
                        at: $0.writtenAt, about: $0.kind.name[.fr], address: $0.address, state: $0.state.rawValue)
                }
            }
        })
    }
}
