package import Markup

/// How the site presents itself: the words and addresses an operator may set, the same on every page.
package struct SiteIdentity: Sendable {
    /// The product's name beside the mark, and the end of every title.
    package var name: String
    /// One line under the name, in the header.
    package var subtitle: Text
    /// Who runs the site, as people call it: « le CIG ».
    package var owner: Text
    /// Answers questions on the portal and its use.
    package var correspondent: String
    /// Answers questions on personal data.
    package var dataProtectionOfficer: String

    package init(
        name: String, subtitle: Text, owner: Text, correspondent: String, dataProtectionOfficer: String
    ) {
        self.name = name
        self.subtitle = subtitle
        self.owner = owner
        self.correspondent = correspondent
        self.dataProtectionOfficer = dataProtectionOfficer
    }

    /// The site of the CIG petite couronne, as its guide describes it.
    package static let guide = SiteIdentity(
        name: "Convergences",
        subtitle: Text(fr: "CIG · portail des affiliés", en: "CIG · affiliates’ portal"),
        owner: Text(fr: "CIG petite couronne", en: "CIG petite couronne"),
        correspondent: "correspondantCIG@cig929394.fr",
        dataProtectionOfficer: "dpo@cig929394.fr")
}
