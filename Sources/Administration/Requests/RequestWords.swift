import Directory
import Markup
import Pages

/// Words and paths of requests to the operator.
enum RequestWords {
    static let list = Text(fr: "Demandes au CIG", en: "Requests to the CIG")
    static let ask = Text(fr: "Demander au CIG", en: "Ask the CIG")

    static let path = "/annuaire/demandes"

    /// The form about a person, with what is asked for chosen.
    static func path(about person: ID<User>, _ kind: OperatorRequest.Kind? = nil) -> String {
        "\(UserWords.path(person))/demande" + (kind.map { "?objet=\($0.slug)" } ?? "")
    }
}

extension OperatorRequest.Kind {
    /// As it stands in an address.
    var slug: String {
        switch self {
        case .name: "nom"
        case .address: "adresse"
        case .departure: "depart"
        case .suspension: "suspension"
        case .resumption: "retablissement"
        case .deletion: "suppression"
        case .restoration: "restauration"
        case .sessions: "sessions"
        case .role: "role"
        case .other: "autre"
        }
    }

    init?(slug: String) {
        guard let kind = Self.allCases.first(where: { $0.slug == slug }) else { return nil }
        self = kind
    }

    var words: Text {
        switch self {
        case .name: Text(fr: "Corriger le nom ou le prénom", en: "Correct the name")
        case .address: Text(fr: "Changer l’adresse électronique", en: "Change the e-mail address")
        case .departure: Text(fr: "Fixer une date de départ", en: "Set a departure date")
        case .suspension: Text(fr: "Suspendre le compte", en: "Suspend the account")
        case .resumption: Text(fr: "Rétablir le compte", en: "Resume the account")
        case .deletion: Text(fr: "Supprimer le compte", en: "Delete the account")
        case .restoration: Text(fr: "Restaurer le compte", en: "Restore the account")
        case .sessions: Text(fr: "Fermer les sessions", en: "Close the sessions")
        case .role: Text(fr: "Donner ou retirer un rôle réservé", en: "Give or revoke a reserved role")
        case .other: Text(fr: "Autre demande", en: "Something else")
        }
    }

    /// What can be asked for about an account that stands so.
    static func offered(for place: UserPlace) -> [OperatorRequest.Kind] {
        if place.user.deletedAt != nil { return [.restoration, .other] }
        let ends: [OperatorRequest.Kind] =
            [.departure, place.user.state == .suspended ? .resumption : .suspension, .deletion]
        return switch place.reach {
        case .heldElsewhere: [.name, .address] + ends + [.sessions, .role, .other]
        case .referent: ends + [.role, .other]
        case .yourself: [.departure, .role, .other]
        case .whole:
            place.user.state == .suspended ? [.resumption, .deletion, .role, .other] : [.deletion, .role, .other]
        }
    }
}

extension OperatorRequest.State {
    var tag: (words: Text, tone: Tag.Tone, icon: Icon) {
        switch self {
        case .open: (Text(fr: "En attente", en: "Waiting"), .waiting, .clock)
        case .done: (Text(fr: "Traitée", en: "Done"), .good, .done)
        case .refused: (Text(fr: "Refusée", en: "Refused"), .closed, .remove)
        }
    }

    func html(_ language: Language) -> HTML {
        let tag = tag
        return Tag(tag.words, tag.tone, icon: tag.icon, language).html
    }
}
