/// The short name of an application in addresses (`/ouvrir/netcotisation`) and on the command line.
package enum Slug {
    /// Words that stand in addresses where an application's short name could: an application of that name would never
    /// be found.
    package static let reserved: Set = ["ajouter", "export"]

    /// Lower-case letters, digits and single hyphens between them, at most 40.
    static func valid(_ text: String) throws(DirectoryError) -> String {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        let isSound =
            text.utf8.count <= 40
            && parts.allSatisfy { part in
                !part.isEmpty
                    && part.allSatisfy {
                        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    }
            }
        guard isSound else { throw .invalid(.slug) }
        return text
    }
}
