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
    /// What the legal notice says; nothing until the operator gives it.
    package var legal = Legal()

    /// The site's own colour; the style sheet's unless the operator chose one.
    package var accent: Accent?
    /// The image beside the name; the product's mark unless the operator gave one.
    package var logo: Logo?

    /// What the law wants said of a site's publisher; each part nil until the operator gives it.
    package struct Legal: Sendable {
        /// The publisher's postal address.
        package var address: String?
        /// The person answerable for what is published.
        package var director: String?
        /// Name and address of who hosts the site.
        package var host: String?

        /// Nothing given yet.
        package init() {}
    }

    /// An identity; `guide` is the one the site begins with.
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
