import Markup
import Pages

extension InformationPage {
    /// `/accessibilite`: the declaration that article 47 of the law of 11 February 2005 asks for, before any audit.
    static func accessibility(_ site: SiteIdentity) -> InformationPage {
        InformationPage(
            title: Text(fr: "Déclaration d’accessibilité", en: "Accessibility statement"),
            lead: Text(
                fr:
                    "\(site.owner.fr) s’engage à rendre ce portail accessible, conformément à l’article 47 de la loi n° 2005-102 du 11 février 2005.",
                en:
                    "\(site.owner.en) undertakes to make this portal accessible, as article 47 of French law 2005-102 of 11 February 2005 requires."
            ),
            sections: [
                Section(
                    "etat", Text(fr: "État de conformité", en: "Conformance"),
                    [
                        .paragraph(
                            Text(
                                fr:
                                    "Aucun audit de conformité au référentiel général d’amélioration de l’accessibilité (RGAA 4.1) n’a encore été réalisé. Au sens de la loi, ce portail est donc non conforme.",
                                en:
                                    "No audit against the French accessibility reference (RGAA 4.1) has been made yet. In the sense of the law, this portal is therefore not conformant."
                            )),
                        .paragraph(
                            Text(
                                fr:
                                    "Il est conçu pour la version 4.1 du RGAA et le niveau AA des WCAG 2.2 : utilisable au clavier et sans script, contrastes mesurés, thèmes clair et sombre, mise en page sans défilement horizontal à 320 pixels.",
                                en:
                                    "It is designed for RGAA 4.1 and level AA of WCAG 2.2: usable by keyboard and without scripts, measured contrasts, light and dark themes, no horizontal scrolling at 320 pixels."
                            )),
                    ]),
                Section(
                    "contenus", Text(fr: "Contenus non accessibles", en: "Content that is not accessible"),
                    [
                        .paragraph(
                            Text(
                                fr:
                                    "Faute d’audit, la liste des contenus non accessibles n’est pas établie. Les applications que le portail ouvre ont chacune leur propre déclaration.",
                                en:
                                    "For want of an audit, there is no list of inaccessible content yet. The applications that the portal opens each have their own statement."
                            ))
                    ]),
                Section(
                    "technique", Text(fr: "Technologies utilisées", en: "Technologies used"),
                    [
                        .list([
                            Text(fr: "HTML5", en: "HTML5"), Text(fr: "CSS", en: "CSS"), Text(fr: "SVG", en: "SVG"),
                            Text(
                                fr: "JavaScript, sans que le portail en dépende",
                                en: "JavaScript, without depending on it"),
                        ])
                    ]),
                Section(
                    "contact", Text(fr: "Signaler une difficulté", en: "Report a difficulty"),
                    [
                        .paragraph(
                            Text(
                                fr:
                                    "Si vous ne pouvez pas accéder à un contenu ou à un service, écrivez à {0} : une solution de remplacement vous sera proposée.",
                                en:
                                    "If you cannot reach some content or a service, write to {0}: an alternative will be offered to you."
                            ),
                            links: [.mail(site.correspondent)])
                    ]),
                Section(
                    "recours", Text(fr: "Voies de recours", en: "Remedies"),
                    [
                        .paragraph(
                            Text(
                                fr:
                                    "Si vous avez signalé un défaut d’accessibilité et n’avez pas obtenu de réponse satisfaisante, vous pouvez saisir le Défenseur des droits, par son site internet, auprès de son délégué dans votre région, ou par courrier gratuit, sans timbre : Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07.",
                                en:
                                    "If you reported an accessibility defect and had no satisfactory answer, you may turn to the Défenseur des droits, by its website, through its delegate in your region, or by post without a stamp: Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07."
                            ))
                    ]),
            ])
    }
}
