import Accounts
import Directory
import FoundationEssentials
import Markup

/// What may be known of somebody who telephones because they cannot sign in, all of one moment.
struct CallerFacts: Sendable {
    let user: User
    let hindrances: SignInHindrances
    let status: AccountStatus
    /// What their portal shows now.
    let openings: [Opening]
    /// Whom they may ask for an access.
    let referents: [ReferentContact]
    /// Until when a deleted account can be restored.
    let restorableUntil: Date?
    /// That mail to their address comes back.
    var unreachable: Unreachable?
    let now: Date
}

/// One reason why a person cannot sign in, or why they can: what to say, what to do next.
struct CallerFinding: Sendable {
    /// What can be done about it, in one press.
    enum Act: String, Sendable {
        case invite = "invitation"
        case sendLink = "lien"
        case liftWait = "attente"
        case resume = "retablir"
        case restore = "restaurer"
        case closeSessions = "sessions"
    }

    enum Tone: Sendable { case stops, slows, fine }

    let tone: Tone
    /// « Le compte est suspendu. »
    let reason: Text
    /// What to say to the caller, and what to do.
    let advice: Text
    var acts: [Act] = []
    /// A page where the rest is done.
    var link: (Text, String)?

    /// The reasons, the one that decides first. Never empty.
    static func all(_ facts: CallerFacts) -> [CallerFinding] {
        let blocking = [deleted(facts), suspended(facts), departed(facts), neverActivated(facts)].compactMap(\.self)
        if let first = blocking.first { return [first] }
        let slowing = [waiting(facts) ?? wrongPasswords(facts), unreachable(facts), nothingToOpen(facts)]
            .compactMap(\.self)
        return slowing.isEmpty ? [fine(facts)] : slowing
    }

    // MARK: - What stops

    private static func deleted(_ facts: CallerFacts) -> CallerFinding? {
        guard let deletedAt = facts.user.deletedAt else { return nil }
        let until = facts.restorableUntil ?? deletedAt
        return CallerFinding(
            tone: .stops,
            reason: Text(
                fr: "Le compte a été supprimé le \(Dates.day(deletedAt, .fr)).",
                en: "The account was deleted on \(Dates.day(deletedAt, .en))."),
            advice: Text(
                fr:
                    "Si la personne travaille toujours là, restaurez-le : elle retrouve ses habilitations et son mot de passe. C’est possible jusqu’au \(Dates.day(until, .fr)).",
                en:
                    "If the person still works there, restore it: access rights and password come back. That is possible until \(Dates.day(until, .en))."
            ), acts: [.restore])
    }

    private static func suspended(_ facts: CallerFacts) -> CallerFinding? {
        guard facts.user.state == .suspended else { return nil }
        return CallerFinding(
            tone: .stops, reason: Text(fr: "Le compte est suspendu.", en: "The account is suspended."),
            advice: Text(
                fr: "L’historique dit par qui et quand. Rétablissez-le si la raison n’est plus là.",
                en: "The history says by whom and when. Resume it if the reason is gone."), acts: [.resume],
            link: (Text(fr: "Historique", en: "History"), "/journal?personne=\(facts.user.id)"))
    }

    private static func departed(_ facts: CallerFacts) -> CallerFinding? {
        guard let departsAt = facts.user.departsAt, departsAt <= facts.now else { return nil }
        return CallerFinding(
            tone: .stops,
            reason: Text(
                fr: "La date de départ est passée depuis le \(Dates.day(departsAt, .fr)).",
                en: "The departure date has been past since \(Dates.day(departsAt, .en))."),
            advice: Text(
                fr: "Si la personne est encore là, repoussez ou retirez cette date.",
                en: "If the person is still there, put the date off or take it away."),
            link: (
                Text(fr: "Changer la date de départ", en: "Change the departure date"),
                "/annuaire/utilisateurs/\(facts.user.id)/depart"
            ))
    }

    private static func neverActivated(_ facts: CallerFacts) -> CallerFinding? {
        guard !facts.status.hasPassword else { return nil }
        let reason = Text(
            fr: "Le compte n’a jamais été activé : aucun mot de passe n’a été créé.",
            en: "The account was never activated: no password was created.")
        let advice: Text
        if let unreachable = unreachable(facts) {
            return CallerFinding(
                tone: .stops,
                reason: Text(fr: "\(reason.fr) \(unreachable.reason.fr)", en: "\(reason.en) \(unreachable.reason.en)"),
                advice: unreachable.advice, acts: [.invite], link: unreachable.link)
        }
        if let link = facts.hindrances.lastLink, link.usedAt == nil {
            let sent = (fr: Dates.dayAndTime(link.createdAt, .fr), en: Dates.dayAndTime(link.createdAt, .en))
            advice =
                link.expiresAt > facts.now
                ? Text(
                    fr:
                        "Une invitation est partie le \(sent.fr) à \(facts.user.email) ; son lien sert jusqu’au \(Dates.day(link.expiresAt, .fr)). Faites chercher dans les indésirables, vérifiez l’adresse, ou renvoyez-la.",
                    en:
                        "An invitation went out on \(sent.en) to \(facts.user.email); its link works until \(Dates.day(link.expiresAt, .en)). Have them look in the junk mail, check the address, or send it again."
                )
                : Text(
                    fr: "L’invitation du \(sent.fr) a expiré : renvoyez-la.",
                    en: "The invitation of \(sent.en) has expired: send it again.")
        } else {
            advice = Text(
                fr: "Aucune invitation n’est en cours : envoyez-en une à \(facts.user.email).",
                en: "No invitation is under way: send one to \(facts.user.email).")
        }
        return CallerFinding(tone: .stops, reason: reason, advice: advice, acts: [.invite])
    }

    /// No letter of ours reaches them: neither an invitation nor a link to a new password.
    private static func unreachable(_ facts: CallerFacts) -> CallerFinding? {
        guard let unreachable = facts.unreachable else { return nil }
        return CallerFinding(
            tone: .slows, reason: unreachable.sentence(facts.user.email),
            advice: Text(
                fr:
                    "Faites épeler l’adresse et corrigez-la : une invitation ou un lien partira à la nouvelle. Si elle est "
                    + "juste, renvoyez un message quand la boîte fonctionnera.",
                en:
                    "Have the address spelt and correct it: an invitation or a link goes to the new one. If it is right, "
                    + "send a message again once the mailbox works."),
            link: (UserWords.correctAddress, UserWords.path(facts.user.id) + "/adresse"))
    }

    // MARK: - What slows

    private static func waiting(_ facts: CallerFacts) -> CallerFinding? {
        guard let until = facts.hindrances.waitsUntil else { return nil }
        let count = failures(facts)
        let isToday = until.timeIntervalSince(facts.now) < 12 * 3600
        let end = { (language: Language) in
            isToday ? Dates.time(until, language) : Dates.dayAndTime(until, language)
        }
        return CallerFinding(
            tone: .slows,
            reason: Text(
                fr: "Après trop d’essais manqués, aucun n’est regardé avant \(end(.fr)).",
                en: "After too many failed attempts, none is looked at before \(end(.en))."),
            advice: Text(
                fr:
                    "\(count.fr) depuis la dernière connexion. Attendre suffit ; vous pouvez lever l’attente, et envoyer un lien si le mot de passe est oublié.",
                en:
                    "\(count.en) since the last sign-in. Waiting is enough; you can lift the wait, and send a link if the password is forgotten."
            ), acts: [.liftWait, .sendLink])
    }

    /// « 4 mots de passe erronés »
    private static func failures(_ facts: CallerFacts) -> Text {
        let one = Text(fr: "mot de passe erroné", en: "wrong password")
        let many = Text(fr: "mots de passe erronés", en: "wrong passwords")
        func words(_ language: Language) -> String {
            Numbers.counted(facts.hindrances.wrongPasswords, one: one, many: many, language)
        }
        return Text(fr: words(.fr), en: words(.en))
    }

    private static func wrongPasswords(_ facts: CallerFacts) -> CallerFinding? {
        guard facts.hindrances.wrongPasswords > 0 else { return nil }
        let count = failures(facts)
        return CallerFinding(
            tone: .slows,
            reason: Text(
                fr: "\(count.fr) depuis la dernière connexion.", en: "\(count.en) since the last sign-in."),
            advice: Text(
                fr:
                    "Faites vérifier les majuscules et le gestionnaire de mots de passe du navigateur. Si le mot de passe est oublié, envoyez un lien.",
                en:
                    "Have them check capitals and the browser’s password manager. If the password is forgotten, send a link."
            ), acts: [.sendLink])
    }

    private static func nothingToOpen(_ facts: CallerFacts) -> CallerFinding? {
        guard facts.openings.isEmpty else { return nil }
        let names = facts.referents.prefix(3).map { "\($0.name) (\($0.email))" }.joined(separator: ", ")
        return CallerFinding(
            tone: .slows,
            reason: Text(
                fr: "La connexion fonctionne, mais aucune application n’est ouverte à cette personne.",
                en: "Signing in works, but no application is open to this person."),
            advice: names.isEmpty
                ? Text(
                    fr: "Sa structure n’a pas de référent administrateur : désignez-en un, ou habilitez-la ici.",
                    en: "The organisation has no delegated administrator: designate one, or give access here.")
                : Text(
                    fr: "C’est à son référent de l’habiliter : \(names).",
                    en: "It is for the administrator to give access: \(names)."),
            link: (
                Text(fr: "Affecter", en: "Assign"), "/annuaire/utilisateurs/\(facts.user.id)/habilitations"
            ))
    }

    // MARK: - Nothing does

    private static func fine(_ facts: CallerFacts) -> CallerFinding {
        let last = facts.status.lastSignIn.map {
            Text(
                fr: " Dernière connexion le \(Dates.dayAndTime($0, .fr)).",
                en: " Last sign-in on \(Dates.dayAndTime($0, .en)).")
        }
        return CallerFinding(
            tone: .fine,
            reason: Text(
                fr: "Rien n’empêche cette personne de se connecter." + (last?.fr ?? ""),
                en: "Nothing keeps this person from signing in." + (last?.en ?? "")),
            advice: Text(
                fr:
                    "Faites vérifier l’adresse saisie (\(facts.user.email)), l’adresse du portail et que le navigateur accepte les cookies. Si une seule application refuse, la cause est chez elle.",
                en:
                    "Have them check the address they type (\(facts.user.email)), the portal’s address, and that the browser accepts cookies. If one application alone refuses, the cause is there."
            ), acts: [.sendLink])
    }
}
