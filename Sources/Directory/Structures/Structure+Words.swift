package import Markup

extension Structure.Kind: Worded {
    /// « Établissement principal », in the guide's words.
    package var words: Text {
        switch self {
        case .principal: Text(fr: "Établissement principal", en: "Main establishment")
        case .attached: Text(fr: "Établissement rattaché", en: "Attached establishment")
        case .subscriber: Text(fr: "Adhérent", en: "Subscriber")
        case .partner: Text(fr: "Partenaire", en: "Partner")
        }
    }
}
