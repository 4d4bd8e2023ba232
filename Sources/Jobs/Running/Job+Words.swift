package import Markup

extension Job {
    /// What it is called: « Import de 42 lignes », « Suppression de 3 personnes ».
    package var title: Text {
        let french = Self.people(total, .fr)
        let english = Self.people(total, .en)
        switch task {
        case .import:
            let fr = Numbers.counted(
                total, one: Text(fr: "ligne", en: "line"), many: Text(fr: "lignes", en: "lines"), .fr)
            let en = Numbers.counted(
                total, one: Text(fr: "ligne", en: "line"), many: Text(fr: "lignes", en: "lines"), .en)
            return Text(fr: "Import de \(fr)", en: "Import of \(en)")
        case .assign: return Text(fr: "Affectation de \(french)", en: "Assignment of \(english)")
        case .invite: return Text(fr: "Invitation de \(french)", en: "Invitation of \(english)")
        case .delete: return Text(fr: "Suppression de \(french)", en: "Deletion of \(english)")
        case .revoke: return Text(fr: "Retrait du rôle à \(french)", en: "Role revoked from \(english)")
        }
    }

    /// What became of its people so far: « 41 faits, 2 refusés ».
    package var outcome: Text {
        func parts(_ language: Language) -> String {
            var parts = [
                Numbers.counted(
                    done, one: Text(fr: "fait", en: "done"), many: Text(fr: "faits", en: "done"), language)
            ]
            if skipped > 0 {
                parts.append(
                    Numbers.counted(
                        skipped, one: Text(fr: "sans changement", en: "without change"),
                        many: Text(fr: "sans changement", en: "without change"), language))
            }
            if refused > 0 {
                parts.append(
                    Numbers.counted(
                        refused, one: Text(fr: "refusé", en: "refused"), many: Text(fr: "refusés", en: "refused"),
                        language))
            }
            return parts.joined(separator: ", ")
        }
        return Text(fr: parts(.fr), en: parts(.en))
    }

    /// « 3 personnes ».
    package static func people(_ count: Int, _ language: Language) -> String {
        Numbers.counted(
            count, one: Text(fr: "personne", en: "person"), many: Text(fr: "personnes", en: "people"), language)
    }
}
