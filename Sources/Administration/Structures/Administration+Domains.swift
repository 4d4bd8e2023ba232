import Directory
import HTTP
import Markup
import Pages

// The domains of a structure: the operator's.
extension Administration {
    var domainRoutes: [Route] {
        [
            .post("/annuaire/structures/{structure}/domaines", access: .operator, handler: operatingForm(addDomain)),
            .get(
                "/annuaire/structures/{structure}/domaines/{domaine}/retirer", access: .operator,
                handler: operating(removeDomainPage)),
            .post(
                "/annuaire/structures/{structure}/domaines/{domaine}/retirer", access: .operator,
                handler: operatingForm(removeDomain)),
        ]
    }

    private func addDomain(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let structure = try structure(visit, person)
        let typed = try form.only("domaine") ?? ""
        let back = Response.seeOther("/annuaire/structures/\(structure.id.rawValue)")
        let refusal = try Refusal.of {
            try directory.change(by: .user(person.user.id), at: visit.now) { change in
                try change.addDomain(typed, to: structure.id)
            }
        }
        if let refusal { return back.telling(.failed(Refusal.words(refusal), visit.language)) }
        let done = Text(
            fr: "Le domaine \(typed) est autorisé pour \(structure.name).",
            en: "The domain \(typed) is allowed for \(structure.name).")
        return back.telling(.done(done, visit.language))
    }

    /// What is removed; or, while accounts need the domain, which ones.
    private func removeDomainPage(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let structure = try structure(visit, person)
        let domain = visit.request.pathParameters["domaine"] ?? ""
        let language = visit.language
        let path = "/annuaire/structures/\(structure.id.rawValue)"
        let accounts = try directory.read { directory throws(DirectoryError) in
            guard
                try directory.allowedDomains(of: structure.id).contains(where: {
                    $0.domain == domain && $0.inheritedFrom == nil
                })
            else { throw .notFound }
            return try directory.accounts(needing: domain, of: structure.id)
        }
        let title = Text(fr: "Retirer le domaine \(domain)", en: "Remove the domain \(domain)")
        guard accounts.isEmpty else {
            let needed = Numbers.counted(
                accounts.count, one: Text(fr: "compte n’est admis", en: "account is allowed"),
                many: Text(fr: "comptes ne sont admis", en: "accounts are allowed"), language)
            let first =
                accounts.count == 1
                ? Text(
                    fr: "Changez d’abord son adresse, ou admettez-la par exception.",
                    en: "Change its address first, or allow it as an exception.")
                : Text(
                    fr: "Changez d’abord leurs adresses, ou admettez-les par exception.",
                    en: "Change their addresses first, or allow them as exceptions.")
            let lead = Text(
                fr:
                    "Le domaine \(domain) ne peut pas être retiré de \(structure.name) : \(needed) que grâce à lui. \(first.fr)",
                en:
                    "The domain \(domain) cannot be removed from \(structure.name): \(needed) only thanks to it. \(first.en)"
            )
            let content: HTML = """
                <p class="lead">\(lead[language])</p><div class="card">\(people(accounts, language))</div>\
                <p class="actions below">\(Button(Text(fr: "Retour à la structure", en: "Back to the organisation"), icon: .back)
                    .link(language, to: path))</p>
                """
            return Page(title, crumbs: crumbs(to: structure), content: content).response(visit.context)
        }
        let lead = Text(
            fr: "Plus aucun utilisateur de \(structure.name) ne pourra être référencé avec une adresse en @\(domain).",
            en: "No user of \(structure.name) can be registered with an address at @\(domain) any more.")
        return Confirmation(
            title: Text(fr: "Retirer le domaine \(domain) ?", en: "Remove the domain \(domain)?"),
            crumbs: crumbs(to: structure), lead: "\(lead[language])", button: title,
            action: "\(path)/domaines/\(domain)/retirer", cancel: path
        ).response(visit.context)
    }

    private func removeDomain(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let structure = try structure(visit, person)
        let domain = visit.request.pathParameters["domaine"] ?? ""
        let refusal = try Refusal.of {
            try directory.change(by: .user(person.user.id), at: visit.now) { change in
                try change.removeDomain(domain, from: structure.id)
            }
        }
        // Somebody was added meanwhile: the page tells who.
        if refusal != nil { return try removeDomainPage(visit, person) }
        let done = Text(
            fr: "Le domaine \(domain) a été retiré de \(structure.name).",
            en: "The domain \(domain) was removed from \(structure.name).")
        return Response.seeOther("/annuaire/structures/\(structure.id.rawValue)").telling(.done(done, visit.language))
    }

    /// People as lines of a card; a long list is cut after fifty.
    func people(_ people: [User], _ language: Language) -> HTML {
        let lines: [HTML] = people.prefix(50).map {
            """
            <li><span class="lab"><a href="/annuaire/utilisateurs/\($0.id.rawValue)">\($0.displayName)</a>\
            <small>\($0.email)</small></span></li>
            """
        }
        let rest = people.count - 50
        let more = Text(fr: "et \(rest) de plus", en: "and \(rest) more")
        return "<ul class=\"rows\">\(lines)</ul>\("<p class=\"small\">\(more[language])</p>", if: rest > 0)"
    }
}
