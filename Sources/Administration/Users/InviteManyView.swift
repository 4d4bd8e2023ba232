import Accounts
import Directory
import FoundationEssentials
import HTTP
import Markup
import Pages

/// The recap before everybody who never made a password is invited again.
struct InviteManyView {
    static let path = UserWords.list + "/relancer"
    /// Invited at once at most: a tenth of what may wait to be sent. The rest is for the next time.
    static let most = 2000

    let users: [User]
    let standings: [ID<User>: InvitationStanding]
    let visit: Visit

    var response: Response {
        let language = visit.language
        let count = min(users.count, Self.most)
        let failed = standings.values.count { $0.hasFailed }
        let lead = Text(
            fr:
                "Un nouveau lien, valable 7 jours, part à l’adresse de chacun ; les liens envoyés avant ne servent plus. "
                + "Qui a été invité depuis moins d’une heure n’est pas relancé.",
            en: "A new link, valid for 7 days, goes to everybody’s address; links sent before no longer work. "
                + "Whoever was invited within the last hour is left alone.")
        var notes: [HTML] = []
        if failed > 0 {
            let words = Text(
                fr:
                    "\(failed) invitation\(failed > 1 ? "s" : "") n’\(failed > 1 ? "ont" : "a") pas été remise\(failed > 1 ? "s" : "") : vérifiez d’abord les adresses.",
                en: "\(failed) invitation\(failed > 1 ? "s were" : " was") not delivered: check the addresses first.")
            notes.append("\(words[language])")
        }
        if users.count > Self.most {
            let words = Text(
                fr: "Les \(Numbers.grouped(Self.most, .fr)) premiers sont relancés ; recommencez pour les suivants.",
                en: "The first \(Numbers.grouped(Self.most, .en)) are invited; do it again for those after them.")
            notes.append("\(words[language])")
        }
        let shown: [HTML] = users.prefix(50).map(line)
        let more = count - shown.count
        let rest: [HTML] =
            more > 0
            ? [
                "\(Text(fr: "et \(Numbers.grouped(more, .fr)) autres", en: "and \(Numbers.grouped(more, .en)) more")[language])"
            ]
            : []
        return Confirmation(
            title: Self.title(count), crumbs: UserWords.crumbs(), lead: "\(lead[language])",
            consequences: [
                .init(title: Text(fr: "À savoir", en: "To know"), lines: notes),
                .init(title: Text(fr: "Personnes relancées", en: "People invited again"), lines: shown + rest),
            ],
            button: Self.button(count), weight: .primary, action: Self.path,
            cancel: UserListState.path(.neverActivated)
        ).response(visit.context)
    }

    private func line(_ user: User) -> HTML {
        let words = standings[user.id]?.sentence(at: visit.now)[visit.language]
        let standing: HTML? = words.map { "<br><span class=\"muted small\">\($0)</span>" }
        return "<a href=\"\(UserWords.path(user.id))\">\(user.displayName)</a>, \(user.email)\(standing)"
    }

    static func title(_ count: Int) -> Text {
        count == 1
            ? Text(fr: "Relancer la personne jamais activée ?", en: "Invite the person never activated again?")
            : Text(
                fr: "Relancer les \(Numbers.grouped(count, .fr)) jamais activés ?",
                en: "Invite the \(Numbers.grouped(count, .en)) never activated again?")
    }

    static func button(_ count: Int) -> Text {
        Text(
            fr: "Relancer \(Numbers.grouped(count, .fr)) personne\(count > 1 ? "s" : "")",
            en: "Invite \(Numbers.grouped(count, .en)) \(count > 1 ? "people" : "person") again")
    }

    /// What was done and what was not, each in a sentence.
    static func flash(_ result: InvitedMany, _ language: Language) -> Flash {
        var sentences = [
            result.sent == 0
                ? Text(fr: "Aucune invitation n’est partie.", en: "No invitation was sent.")
                : Text(
                    fr: "\(result.sent) invitation\(result.sent > 1 ? "s partent" : " part").",
                    en: "\(result.sent) invitation\(result.sent > 1 ? "s are" : " is") on the way.")
        ]
        if result.sentLately > 0 {
            sentences.append(
                Text(
                    fr: "Déjà invités depuis moins d’une heure : \(result.sentLately).",
                    en: "Invited within the last hour already: \(result.sentLately)."))
        }
        if !result.refused.isEmpty {
            sentences.append(
                Text(
                    fr:
                        "À demander au CIG, car leur compte a aussi des accès gérés ailleurs : \(result.refused.count).",
                    en:
                        "To be asked of the CIG, since their account has access managed elsewhere: \(result.refused.count)."
                ))
        }
        if result.left > 0 {
            sentences.append(
                Text(
                    fr:
                        "Trop de messages attendent d’être envoyés : recommencez plus tard pour les \(result.left) autres.",
                    en: "Too many messages wait to be sent: do it again later for the other \(result.left)."))
        }
        let words = Text(
            fr: sentences.map(\.fr).joined(separator: " "), en: sentences.map(\.en).joined(separator: " "))
        return result.sent > 0 && result.left == 0 ? .done(words, language) : .failed(words, language)
    }
}
