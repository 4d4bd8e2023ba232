import Directory

/// What a column of a list of people tells.
package enum ImportColumn: String, Hashable, Sendable, Codable, CaseIterable {
    case familyName, givenName, email, structure, roles, until, departure

    /// The columns that every list needs.
    package static let required: [ImportColumn] = [.familyName, .givenName, .email]

    /// The headings that mean it, folded; the first is the one of the template.
    var headings: [String] {
        switch self {
        case .familyName: ["nom", "nom de famille", "nom d usage", "last name", "family name", "surname"]
        case .givenName: ["prenom", "first name", "given name"]
        case .email:
            [
                "adresse electronique", "email", "e mail", "mail", "courriel", "adresse mail", "adresse email",
                "adresse e mail", "adresse courriel", "adresse de messagerie", "mel", "e mail address", "email address",
            ]
        case .structure:
            [
                "structure", "etablissement", "collectivite", "siret", "siret de la structure", "organisation",
                "organization",
            ]
        case .roles: ["roles", "role", "habilitations", "habilitation", "droits", "access rights"]
        case .until:
            [
                "fin des droits", "fin des habilitations", "jusqu au", "fin", "date de fin", "until", "end date",
                "end of rights",
            ]
        case .departure: ["date de depart", "depart", "fin de contrat", "departure", "departure date"]
        }
    }

    /// The reason that a file of refused lines carries: written by us, read by people.
    private static let reasons: Set<String> = ["motif", "reason"]

    /// The column that a heading means, nil for one of the person's own.
    static func meant(by heading: String) -> ImportColumn? {
        let key = FoldedText(heading).key
        return allCases.first { $0.headings.contains(key) }
    }

    /// Whether a heading is that of our own reasons.
    static func isReason(_ heading: String) -> Bool { reasons.contains(FoldedText(heading).key) }
}

/// Which cell of a line tells what.
package struct ImportLayout: Hashable, Sendable, Codable {
    /// The headings as they stand in the file.
    package let headings: [String]
    /// Where each column is.
    package let places: [ImportColumn: Int]

    /// Why a heading cannot be used.
    package enum Trouble: Error, Hashable, Sendable {
        /// Columns that every list needs are not there; what was found instead.
        case missing([ImportColumn], found: [String])
        /// Two columns tell the same.
        case twice(ImportColumn)
    }

    /// The layout that a row of headings tells.
    package init(_ headings: [String]) throws(Trouble) {
        self.headings = headings
        var places: [ImportColumn: Int] = [:]
        for (index, heading) in headings.enumerated() {
            guard let column = ImportColumn.meant(by: heading) else { continue }
            guard places[column] == nil else { throw .twice(column) }
            places[column] = index
        }
        self.places = places
        let missing = ImportColumn.required.filter { places[$0] == nil }
        guard missing.isEmpty else { throw .missing(missing, found: headings.filter { !$0.isEmpty }) }
    }

    /// Headings that mean nothing to an import, our own reasons left out.
    package var ignored: [String] {
        let used = Set(places.values)
        return headings.enumerated().filter {
            !used.contains($0.offset) && !$0.element.isEmpty && !ImportColumn.isReason($0.element)
        }.map(\.element)
    }

    /// Where our own reasons stand, if the file has them.
    package var reasonPlace: Int? { headings.firstIndex(where: ImportColumn.isReason) }
}
