import Markup
import Pages

extension InformationPage {
    /// `/mentions-legales`: what article 1-1 of the law of 21 June 2004 asks for, as far as the operator has given it.
    static func legalNotice(_ site: SiteIdentity) -> InformationPage {
        let notYet = Text(fr: "non renseigné par l’exploitant", en: "not given by the operator")
        func given(_ value: String?) -> Text { value.map { Text(fr: $0, en: $0) } ?? notYet }
        return InformationPage(
            title: Words.legalNotice,
            lead: Text(fr: "Qui édite et héberge ce portail.", en: "Who publishes and hosts this portal."),
            sections: [
                Section(
                    "editeur", Text(fr: "Éditeur et hébergeur", en: "Publisher and host"),
                    [
                        .facts([
                            (Text(fr: "Éditeur", en: "Publisher"), site.owner),
                            (Text(fr: "Adresse", en: "Address"), given(site.legal.address)),
                            (
                                Text(fr: "Directeur de la publication", en: "Publication director"),
                                given(site.legal.director)
                            ),
                            (Text(fr: "Hébergeur", en: "Host"), given(site.legal.host)),
                        ]),
                        .paragraph(
                            Text(fr: "Contact : {0}", en: "Contact: {0}"), links: [.mail(site.correspondent)]),
                    ]),
                Section(
                    "donnees", Words.personalData,
                    [
                        .paragraph(
                            Text(
                                fr: "Le traitement de vos données est décrit sur une page à part : {0}.",
                                en: "The processing of your data is described on a page of its own: {0}."),
                            links: [.page(Words.personalData, "/donnees-personnelles")])
                    ]),
            ])
    }
}
