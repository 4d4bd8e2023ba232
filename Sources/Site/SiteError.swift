/// What is wrong with a site, or cannot be done with it: one sentence that says what to do, for whoever is at the terminal.
package struct SiteError: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}
