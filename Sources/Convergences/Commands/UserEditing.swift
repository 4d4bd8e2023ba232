import Accounts
import Directory
import FoundationEssentials
import Markup
import Site

/// What changes accounts.
enum UserEditing {
    static func add(_ invocation: Invocation) throws {
        let site = try invocation.site()
        let email = try invocation.required("email")
        let names = (given: try invocation.required("given-name"), family: try invocation.required("family-name"))
        let structure = try invocation.required("structure")
        let language = try invocation.choice("language", as: Language.self) ?? .fr
        let departsAt = try invocation.moment("departs")
        guard ["password-stdin", "activation-link", "invite"].count(where: invocation.flag) <= 1 else {
            throw invocation.usage("--password-stdin, --activation-link and --invite exclude each other")
        }
        let password = invocation.flag("password-stdin") ? try UserPassword.read(invocation) : nil
        let subject = PasswordSubject(texts: [email, names.given, names.family, structure], holdsPowers: false)
        if let password { try UserPassword.require(site.accounts.policy.violations(of: password, for: subject)) }
        let hashed = try password.map { try site.accounts.hash(ofPassword: $0) }

        let id = try site.directory.change(by: invocation.actor, at: invocation.now) { change in
            let id = try change.addUser(
                email, givenName: names.given, familyName: names.family, to: change.structure(typed: structure).id,
                language: language, departsAt: departsAt, isNewPerson: invocation.flag("new-person"))
            if let hashed { try site.accounts.setPassword(hash: hashed, of: id, in: change) }
            if invocation.flag("invite") { try site.accounts.invite(id, in: change) }
            return id
        }
        var record: [(String, Cell)] = [("id", .number(id.rawValue)), ("email", .text(email))]
        var sentence = "Added account \(id): \(names.given) \(names.family) <\(email)>"
        if invocation.flag("invite") { sentence += ", who is invited by mail" }
        if invocation.flag("activation-link") {
            let link = try site.accounts.createLink(for: id, by: invocation.actor, at: invocation.now)
            record += UserPassword.fields(of: link, at: site)
            sentence += "\n" + UserPassword.sentence(of: link, at: site)
        }
        try Output(invocation).done(sentence, Record(record))
    }

    static func edit(_ invocation: Invocation) throws {
        let site = try invocation.site()
        let user = try find(invocation, at: site)
        let language = try invocation.choice("language", as: Language.self)
        let departure: Date?? =
            invocation.text("departs") == "never" ? .some(nil) : try invocation.moment("departs").map { $0 }
        if let email = invocation.text("email") {
            try site.accounts.changeAddress(of: user.id, to: email, by: invocation.actor, at: invocation.now)
        }
        try site.directory.change(by: invocation.actor, at: invocation.now) { change in
            if invocation.text("given-name") != nil || invocation.text("family-name") != nil {
                try change.renameUser(
                    user.id, givenName: invocation.text("given-name") ?? user.givenName,
                    familyName: invocation.text("family-name") ?? user.familyName)
            }
            if let language { try change.setLanguage(language, of: user.id) }
            if let departure { try change.setDeparture(departure, of: user.id) }
        }
        try done("Changed", user, invocation)
    }

    static func suspend(_ invocation: Invocation) throws {
        let site = try invocation.site()
        let user = try find(invocation, at: site)
        try site.directory.change(by: invocation.actor, at: invocation.now) { try $0.suspendUser(user.id) }
        try done("Suspended", user, invocation)
    }

    static func resume(_ invocation: Invocation) throws {
        let site = try invocation.site()
        let user = try find(invocation, at: site)
        try site.directory.change(by: invocation.actor, at: invocation.now) { change in
            try change.resumeUser(user.id)
        }
        try done("Resumed", user, invocation)
    }

    static func delete(_ invocation: Invocation) throws {
        let site = try invocation.site()
        let user = try find(invocation, at: site)
        try site.directory.change(by: invocation.actor, at: invocation.now) { try $0.deleteUser(user.id) }
        try done("Deleted", user, invocation)
    }

    static func restore(_ invocation: Invocation) throws {
        let text = try invocation.argument("USER")
        let user = try invocation.site().directory.change(by: invocation.actor, at: invocation.now) { change in
            let user = try change.deletedUser(typed: text)
            try change.restoreUser(user.id)
            return user
        }
        try done("Restored", user, invocation)
    }

    static func attach(_ invocation: Invocation) throws {
        let (text, structure) = (try invocation.argument("USER"), try invocation.required("structure"))
        let user = try invocation.site().directory.change(by: invocation.actor, at: invocation.now) { change in
            let user = try change.user(typed: text)
            try change.attachUser(user.id, to: change.structure(typed: structure).id)
            return user
        }
        try done("Attached to \(structure):", user, invocation)
    }

    static func detach(_ invocation: Invocation) throws {
        let site = try invocation.site()
        let user = try find(invocation, at: site)
        let text = try invocation.required("structure")
        let structure = try site.directory.read { view in try view.structure(typed: text) }
        try site.directory.change(by: invocation.actor, at: invocation.now) { change in
            try change.detachUser(user.id, from: structure.id)
        }
        try done("Detached from \(structure.name):", user, invocation)
    }

    static func find(_ invocation: Invocation, at site: Site) throws -> User {
        let text = try invocation.argument("USER")
        return try site.directory.read { view in try view.user(typed: text) }
    }

    private static func done(_ deed: String, _ user: User, _ invocation: Invocation) throws {
        try Output(invocation).done(
            "\(deed) \(user.displayName) <\(user.email)>",
            Record([("id", .number(user.id.rawValue)), ("email", .text(user.email))]))
    }
}
