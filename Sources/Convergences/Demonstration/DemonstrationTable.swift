import Accounts
import Site

/// What the demonstration prints: where to go, and as whom.
struct DemonstrationTable {
    let demonstration: DemonstrationSite
    let site: Site
    let passwords: DemonstrationPasswords
    let links: [String: CreatedLink]

    func print(_ invocation: Invocation) throws {
        let output = Output(invocation)
        let listing = Listing(
            ["name", "address", "password", "shows"],
            DemonstrationPeople.all.map { person in
                [
                    .text("\(person.givenName) \(person.familyName)"), .text(person.email),
                    person.isActivated ? .optional(passwords.words[person.email]) : .nothing, .text(person.shows),
                ]
            })
        guard !output.isJSON else { return try output.print(listing) }
        StandardStream.output.line("\n" + listing.plain)
        for (email, link) in links.sorted(by: { $0.key < $1.key }) {
            StandardStream.output.line("\nFirst visit of \(email):\n  \(UserPassword.address(of: link, at: site))")
        }
        StandardStream.output.line(
            """

            Portal             \(demonstration.publicURL)/
            Service providers  \(demonstration.serviceProviders)/
            Mails              \(demonstration.folder)/mails (their links are shown here, too)
            Log                \(demonstration.logPath)
            The passwords are kept in \(demonstration.accountsPath). Ctrl-C ends the demonstration.
            """)
    }
}
