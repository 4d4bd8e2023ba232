import Directory
import Markup
import Pages

/// Words and paths of what referents ask the operator for.
enum SettlementWords {
    static let list = "/exploitation/demandes"
    static let title = Text(fr: "Demandes des référents", en: "Requests of administrators")

    static func path(_ request: ID<OperatorRequest>) -> String { "\(list)/\(request)" }

    static func kind(_ kind: OperatorRequest.Kind) -> Text {
        switch kind {
        case .name: Text(fr: "Changer le nom", en: "Change the name")
        case .address: Text(fr: "Changer l’adresse", en: "Change the address")
        case .departure: Text(fr: "Fixer une date de départ", en: "Set a departure date")
        case .suspension: Text(fr: "Suspendre le compte", en: "Suspend the account")
        case .resumption: Text(fr: "Rétablir le compte", en: "Resume the account")
        case .deletion: Text(fr: "Supprimer le compte", en: "Delete the account")
        case .restoration: Text(fr: "Restaurer le compte", en: "Restore the account")
        case .sessions: Text(fr: "Fermer les sessions", en: "Close the sessions")
        case .role: Text(fr: "Donner un rôle", en: "Give a role")
        case .other: Text(fr: "Autre demande", en: "Other request")
        }
    }

    static func state(_ state: OperatorRequest.State, _ language: Language) -> HTML {
        switch state {
        case .open: Tag(Text(fr: "En attente", en: "Open"), .waiting, icon: .clock, language).html
        case .done: Tag(Text(fr: "Faite", en: "Done"), .good, icon: .done, language).html
        case .refused: Tag(Text(fr: "Refusée", en: "Refused"), .closed, icon: .remove, language).html
        }
    }

    /// Where the operator does what is asked for.
    static func place(of request: OperatorRequest) -> (label: Text, path: String) {
        let person = UserWords.path(request.person)
        let path: String =
            switch request.kind {
            case .name: person + "/modifier"
            case .address: person + "/adresse"
            case .departure: person + "/depart"
            case .suspension: person + "/suspendre"
            case .deletion: person + "/supprimer"
            case .sessions: person + "/sessions"
            case .role: person + "/habilitations"
            case .resumption, .restoration, .other: person
            }
        return (kind(request.kind), path)
    }
}
