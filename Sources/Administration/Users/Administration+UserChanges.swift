import Accounts
import Calendar
import Directory
import FoundationEssentials
import HTTP
import Markup
import Pages

// What can be changed of an account itself: name, address, departure, suspension. Each form knows the state of the
// person that it was shown for: what somebody else changed meanwhile is not written over.
extension Administration {
    var userChangeRoutes: [Route] {
        let one = UserWords.list + "/{user}"
        return [
            .get(one + "/modifier", access: .referent, handler: administering { try namePage($0, $1, nil, []) }),
            .post(one + "/modifier", access: .referent, handler: administeringForm(changeName)),
            .get(one + "/adresse", access: .referent, handler: administering { try addressPage($0, $1, nil, []) }),
            .post(one + "/adresse", access: .referent, handler: administeringForm(changeAddress)),
            .get(one + "/depart", access: .referent, handler: administering { try departurePage($0, $1, nil, []) }),
            .post(one + "/depart", access: .referent, handler: administeringForm(changeDeparture)),
            .get(one + "/suspendre", access: .referent, handler: administering(suspensionPage)),
            .post(one + "/suspendre", access: .referent, handler: administeringForm(suspend)),
            .post(one + "/retablir", access: .referent, handler: administeringForm(resume)),
        ]
    }

    /// Save and cancel, and the state that the form was shown for.
    private func buttons(_ place: UserPlace, _ visit: Visit) -> HTML {
        let save = Button(Text(fr: "Enregistrer", en: "Save"), .primary).submit(visit.language)
        return """
            \(place.versionField)<p class="actions">\(save)\
            <a class="btn quiet" href="\(place.path)">\(Words.cancel[visit.language])</a></p>
            """
    }

    private func page(
        _ title: Text, _ place: UserPlace, _ visit: Visit, _ errors: [FieldError], to folder: String, lead: Text? = nil,
        before: HTML = .empty, _ fields: HTML
    ) -> Response {
        let words: HTML? = lead.map { "<p class=\"lead\">\($0[visit.language])</p>" }
        return Page(
            title, crumbs: UserWords.crumbs(place.user), errors: errors,
            content: """
                \(words)\(before)\
                \(visit.context.form(to: place.path + folder, style: "form narrow", "\(fields)\(buttons(place, visit))"))
                """
        ).response(visit.context, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    private func version(_ form: Parameters) throws -> Int? { try form.only("version").flatMap { Int($0) } }

    /// Beside what was typed, which is kept: somebody else was quicker. Saved again, it is written over knowingly.
    private func changedMeanwhile(_ field: String, now current: String) -> FieldError {
        FieldError(
            field,
            Text(
                fr:
                    "Quelqu’un d’autre vient de modifier cette fiche (actuellement : \(current)) : vérifiez, puis enregistrez de nouveau",
                en: "Somebody else has just changed this record (now: \(current)): check, then save again"))
    }

    /// The person as they are now.
    private func current(_ place: UserPlace) throws -> User {
        try directory.read { try $0.user(place.user.id) } ?? place.user
    }

    private func done(_ words: Text, _ place: UserPlace, _ visit: Visit) -> Response {
        Response.seeOther(place.path).telling(.done(words, visit.language))
    }

    // MARK: - Name

    private func namePage(
        _ visit: Visit, _ person: SignedInVisit, _ typed: (given: String, family: String)?, _ errors: [FieldError]
    ) throws -> Response {
        let place = try userPlace(visit, person)
        guard place.reach != .heldElsewhere else { return refusedAct(place, visit, asking: .name) }
        let language = visit.language
        let given = typed?.given ?? place.user.givenName
        let family = typed?.family ?? place.user.familyName
        let sent = Text(
            fr: "Les applications reçoivent le nouveau nom à la prochaine ouverture.",
            en: "Applications receive the new name at the next opening.")
        let address = Text(fr: "Changer aussi l’adresse", en: "Change the address too")
        let fields: HTML = """
            \(Field("nom", UserWords.familyName, value: family, autocomplete: "off").html(language, errors: errors))\
            \(Field("prenom", UserWords.givenName, value: given, autocomplete: "off").html(language, errors: errors))\
            <p class="small">\(sent[language]) <a href="\(place.path)/adresse">\(address[language])</a></p>
            """
        return page(
            Text(fr: "Modifier \(place.name)", en: "Edit \(place.name)"), place, visit, errors, to: "/modifier", fields)
    }

    private func changeName(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let place = try userPlace(visit, person)
        let given = try form.only("prenom") ?? ""
        let family = try form.only("nom") ?? ""
        let version = try version(form)
        let refusal = try Refusal.of {
            try directory.change(by: .user(person.user.id), at: visit.now) { change in
                try change.requireUnchanged(place.user.id, version)
                guard given != place.user.givenName || family != place.user.familyName else { return }
                try change.renameUser(place.user.id, givenName: given, familyName: family)
            }
        }
        switch refusal {
        case nil:
            let name = try directory.read { try $0.user(place.user.id)?.displayName ?? place.name }
            return done(
                Text(fr: "\(name) : le nom est enregistré.", en: "\(name): the name is saved."), place, visit)
        case .changedMeanwhile:
            let error = changedMeanwhile("nom", now: try current(place).displayName)
            return try namePage(visit, person, (given, family), [error])
        case .accountHeldElsewhere: return refusedAct(place, visit, asking: .name)
        case .some(let refusal):
            let error = Refusal.beside(refusal, fields: NewUser.fields, other: "nom")
            return try namePage(visit, person, (given, family), [error])
        }
    }

    // MARK: - Address

    private func addressPage(
        _ visit: Visit, _ person: SignedInVisit, _ typed: String?, _ errors: [FieldError]
    ) throws -> Response {
        let place = try userPlace(visit, person)
        guard place.reach != .heldElsewhere else { return refusedAct(place, visit, asking: .address) }
        let language = visit.language
        let known = try directory.read { directory throws(DirectoryError) in
            var domains: Set<String>?
            for affiliation in try directory.affiliations(of: place.user.id) {
                let allowed = Set(try directory.allowedDomains(of: affiliation.structure).map(\.domain))
                domains = domains?.intersection(allowed) ?? allowed
            }
            return (
                domains: (domains ?? []).sorted(),
                byAddress: try directory.applicationsKnowingAddress(of: place.user.id, in: person.user.scope)
            )
        }
        let ends = known.domains.map { "@\($0)" }.joined(separator: language.choose(fr: " ou ", en: " or "))
        let mustEnd = Text(fr: "Doit se terminer par \(ends)", en: "Must end in \(ends)")
        let hint: HTML? = known.domains.isEmpty ? nil : "\(mustEnd[language])"
        let lead = Text(
            fr:
                "Dès l’enregistrement, \(place.name) se connecte avec la nouvelle adresse, le mot de passe ne change pas, et les liens envoyés à l’ancienne adresse ne servent plus.",
            en:
                "As soon as it is saved, \(place.name) signs in with the new address, the password stays, and links sent to the old address no longer work."
        )
        return page(
            Text(fr: "Changer l’adresse \(place.ofName)", en: "Change the address of \(place.name)"), place, visit,
            errors, to: "/adresse", lead: lead,
            before: known.byAddress.isEmpty ? .empty : keyed(known.byAddress, visit),
            """
            \(Field("actuelle", Text(fr: "Adresse actuelle", en: "Current address"), value: place.user.email,
                isRequired: false, isReadOnly: true).html(language))\
            \(Field("email", Text(fr: "Nouvelle adresse", en: "New address"), kind: .email, hint: hint,
                value: typed ?? "", autocomplete: "off", hasFocus: true).html(language, errors: errors))
            """)
    }

    /// Applications that know people by their address will take the person for somebody new.
    private func keyed(_ applications: [Application], _ visit: Visit) -> HTML {
        let names = applications.map(\.name).joined(separator: ", ")
        let words = Text(
            fr:
                "\(names) reconnaît les personnes à leur adresse : cette personne pourrait y être prise pour une autre. Prévenez le responsable de l’application.",
            en:
                "\(names) knows people by their address: this person may be taken for somebody else there. Tell the owner of the application."
        )
        return Notice(.warning, "<p>\(words[visit.language])</p>").html
    }

    private func changeAddress(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let place = try userPlace(visit, person)
        let typed = try form.only("email") ?? ""
        let version = try version(form)
        let refusal = try Refusal.of {
            try directory.change(by: .user(person.user.id), at: visit.now) { change in
                try change.requireUnchanged(place.user.id, version)
                try accounts.changeAddress(of: place.user.id, to: typed, in: change)
            }
        }
        switch refusal {
        case nil:
            let email = try directory.read { try $0.user(place.user.id)?.email ?? "" }
            return done(
                Text(
                    fr: "\(place.name) se connecte désormais avec \(email).",
                    en: "\(place.name) now signs in with \(email)."), place, visit)
        case .changedMeanwhile:
            let error = changedMeanwhile("email", now: try current(place).email)
            return try addressPage(visit, person, typed, [error])
        case .accountHeldElsewhere: return refusedAct(place, visit, asking: .address)
        case .some(let refusal):
            return try addressPage(visit, person, typed, [FieldError("email", Refusal.words(refusal))])
        }
    }

    // MARK: - Departure

    private func departurePage(
        _ visit: Visit, _ person: SignedInVisit, _ typed: String?, _ errors: [FieldError]
    ) throws -> Response {
        let place = try userPlace(visit, person)
        guard place.reach == .whole else { return refusedAct(place, visit, asking: .departure) }
        let language = visit.language
        let lead = Text(
            fr:
                "Après ce jour, \(place.name) ne peut plus se connecter ; ses habilitations restent et reprennent si la date est retirée.",
            en:
                "After this day, \(place.name) can no longer sign in; the access rights stay and count again if the date is taken away."
        )
        let hint = Text(fr: "Dernier jour d’accès ; vide pour aucune date", en: "Last day of access; empty for no date")
        return page(
            Text(fr: "Date de départ \(place.ofName)", en: "Departure date of \(place.name)"), place, visit, errors,
            to: "/depart", lead: lead,
            Field(
                "depart", Text(fr: "Date de départ", en: "Departure date"), kind: .date, hint: "\(hint[language])",
                value: typed ?? place.user.departsAt.map { CalendarDay($0).text } ?? "", isRequired: false
            ).html(language, errors: errors))
    }

    private func changeDeparture(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let place = try userPlace(visit, person)
        let typed = try form.typed("depart")
        let version = try version(form)
        var day: CalendarDay?
        if let typed {
            day = CalendarDay(typed)
            guard let day, day.end() > visit.now else {
                let message = Text(
                    fr: "Saisissez une date à venir, comme 31/12/\(2000 + 26)",
                    en: "Enter a date to come, like 31/12/2026")
                return try departurePage(visit, person, typed, [FieldError("depart", message)])
            }
        }
        let moment = day.map { $0.end() - 1 }
        let refusal = try Refusal.of {
            try directory.change(by: .user(person.user.id), at: visit.now) { change in
                try change.requireUnchanged(place.user.id, version)
                try change.setDeparture(moment, of: place.user.id)
            }
        }
        switch refusal {
        case nil:
            let words =
                moment.map {
                    Text(
                        fr: "\(place.name) a accès jusqu’au \(Dates.day($0, .fr)).",
                        en: "\(place.name) has access until \(Dates.day($0, .en)).")
                }
                ?? Text(
                    fr: "\(place.name) n’a plus de date de départ.", en: "\(place.name) no longer has a departure date."
                )
            return done(words, place, visit)
        case .changedMeanwhile:
            let none = visit.language.choose(fr: "aucune date", en: "no date")
            let day = try current(place).departsAt.map { Dates.day($0, visit.language) } ?? none
            return try departurePage(visit, person, typed ?? "", [changedMeanwhile("depart", now: day)])
        case .accountHeldElsewhere, .currentReferent, .yourself:
            return refusedAct(place, visit, asking: .departure)
        case .some(let refusal):
            return try departurePage(visit, person, typed, [FieldError("depart", Refusal.words(refusal))])
        }
    }

    // MARK: - Suspension

    private func suspensionPage(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let place = try userPlace(visit, person)
        guard place.reach == .whole else { return refusedAct(place, visit, asking: .suspension) }
        let lead = Text(
            fr:
                "La connexion est refusée aussitôt et ses sessions sont fermées. Ses habilitations restent et reprennent quand le compte est rétabli.",
            en:
                "Sign-in is refused at once and their sessions are closed. The access rights stay and count again when the account is resumed."
        )
        return Confirmation(
            title: Text(fr: "Suspendre \(place.name) ?", en: "Suspend \(place.name)?"),
            crumbs: UserWords.crumbs(place.user), lead: "\(lead[visit.language])", fields: place.versionField,
            button: Text(fr: "Suspendre \(place.name)", en: "Suspend \(place.name)"),
            action: place.path + "/suspendre", cancel: place.path
        ).response(visit.context)
    }

    private func suspend(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let place = try userPlace(visit, person)
        let version = try version(form)
        let refusal = try Refusal.of {
            try directory.change(by: .user(person.user.id), at: visit.now) { change in
                try change.requireUnchanged(place.user.id, version)
                try change.suspendUser(place.user.id)
            }
        }
        if let refusal { return failed(refusal, place, visit) }
        let words = Text(
            fr: "Le compte \(place.ofName) est suspendu ; ses sessions sont fermées.",
            en: "The account of \(place.name) is suspended; their sessions are closed.")
        return done(words, place, visit)
    }

    private func resume(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let place = try userPlace(visit, person)
        let refusal = try Refusal.of {
            try directory.change(by: .user(person.user.id), at: visit.now) { try $0.resumeUser(place.user.id) }
        }
        if refusal == .operatorOnly {
            let words = Text(
                fr: "Ce compte a été suspendu par le CIG, qui seul peut le rétablir.",
                en: "This account was suspended by the CIG, which alone can resume it.")
            return Response.seeOther(place.path).telling(.failed(words, visit.language))
        }
        if let refusal { return failed(refusal, place, visit) }
        return done(
            Text(fr: "Le compte \(place.ofName) est rétabli.", en: "The account of \(place.name) is resumed."), place,
            visit)
    }
}

extension DirectoryReading {
    /// The applications that the person holds a role of, in scope, and that know people by their address.
    fileprivate func applicationsKnowingAddress(
        of user: ID<User>, in scope: Scope
    ) throws(DirectoryError) -> [Application] {
        let held = Set(try entitlements(of: user, in: scope).map(\.role.application))
        var keyed: [Application] = []
        for application in try applications(in: scope) where held.contains(application.id) {
            let isKeyed = try serviceProviders(of: application.id).contains {
                $0.enabled && $0.effective.nameIDForm == .emailAddress
            }
            if isKeyed { keyed.append(application) }
        }
        return keyed
    }
}
