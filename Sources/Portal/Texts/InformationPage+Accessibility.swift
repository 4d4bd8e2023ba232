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
                    "resultats", Text(fr: "Résultats des essais", en: "Results of our tests"),
                    [
                        .paragraph(
                            Text(
                                fr:
                                    "Chaque version est essayée automatiquement, page par page, en français et en anglais, thèmes clair et sombre, à 1280, 390 et 320 pixels, avec axe-core, et sans script. Ces essais décident de \(RGAACriteria.count(.conformant)) des 106 critères du RGAA 4.1 ; \(RGAACriteria.count(.notApplicable)) ne sont pas applicables ; \(RGAACriteria.count(.notEvaluated)) demandent le jugement d’une personne et ne sont pas encore évalués. Ce n’est pas un audit : aucun taux de conformité n’est déclaré.",
                                en:
                                    "Each version is tested automatically, page by page, in French and in English, light and dark, at 1280, 390 and 320 pixels, with axe-core, and without scripts. These tests decide \(RGAACriteria.count(.conformant)) of the 106 criteria of the RGAA 4.1; \(RGAACriteria.count(.notApplicable)) are not applicable; \(RGAACriteria.count(.notEvaluated)) need a person’s judgement and are not yet evaluated. This is no audit: no rate of conformance is declared."
                            )),
                        .paragraph(
                            Text(
                                fr: "Le tableau des critères est en bas de cette page : {0}.",
                                en: "The table of criteria is at the end of this page: {0}."),
                            links: [.page(Text(fr: "voir le tableau", en: "see the table"), "#criteres")]),
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
                Section(
                    "etablissement", Text(fr: "Établissement de cette déclaration", en: "About this statement"),
                    [
                        .paragraph(
                            Text(
                                fr:
                                    "Cette déclaration suit la version installée du portail. Elle sera revue après un audit complet, et au plus tard tous les trois ans.",
                                en:
                                    "This statement follows the installed version of the portal. It will be revised after a full audit, and every three years at the latest."
                            ))
                    ]),
                Section(
                    "criteres", Text(fr: "Les 106 critères du RGAA 4.1", en: "The 106 criteria of the RGAA 4.1"),
                    [
                        .paragraph(
                            Text(
                                fr:
                                    "Intitulés : référentiel général d’amélioration de l’accessibilité, version 4.1, DINUM.",
                                en: "Questions after the French accessibility reference, version 4.1, DINUM."),
                            links: []),
                        .made { RGAACriteria.tables($0) },
                    ]),
            ])
    }
}
