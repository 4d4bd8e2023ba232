import Database

extension Change {
    /// Adds an application, after the others.
    package func addApplication(
        _ slug: String, name: String, description: Bilingual = Bilingual(fr: "", en: ""), icon: String = "app",
        tint: Int = 1
    ) throws(DirectoryError) -> ID<Application> {
        try requireOperator()
        let slug = try Slug.valid(slug)
        guard !Slug.reserved.contains(slug) else { throw .alreadyExists(.slug) }
        let words = try validWords(name: name, description: description, icon: icon, tint: tint)
        let id: ID<Application> = try insert(
            """
            INSERT INTO application (slug, name, description_fr, description_en, icon, tint, position)
            VALUES (\(slug), \(words.name), \(words.description.fr), \(words.description.en), \(words.icon), \(tint),
                (SELECT coalesce(max(position), 0) + 1 FROM application))
            """, duplicate: .slug)
        try record(.applicationAdded, application: id)
        return id
    }

    /// Changes what a tile shows; what is nil stays.
    package func changeApplication(
        _ id: ID<Application>, name: String? = nil, description: Bilingual? = nil, icon: String? = nil,
        tint: Int? = nil, position: Int? = nil
    ) throws(DirectoryError) {
        let old = try requireApplication(id)
        let tint = tint ?? old.tint
        let words = try validWords(
            name: name ?? old.name, description: description ?? old.description, icon: icon ?? old.icon, tint: tint)
        try execute(
            """
            UPDATE application SET name = \(words.name), description_fr = \(words.description.fr),
                description_en = \(words.description.en), icon = \(words.icon), tint = \(tint),
                position = \(position ?? old.position), version = version + 1
            WHERE id = \(id)
            """)
        try record(.applicationChanged(from: old.name, to: words.name), application: id)
    }

    /// Puts an application in another place among the tiles: 0 is the first.
    package func moveApplication(_ id: ID<Application>, to place: Int) throws(DirectoryError) {
        let application = try requireApplication(id)
        guard let order = try applications().map(\.id).moving(id, to: place) else { return }
        for (position, other) in order.enumerated() {
            try execute(
                """
                UPDATE application SET position = \(position + 1), version = version + 1
                WHERE id = \(other) AND position <> \(position + 1)
                """)
        }
        try record(.applicationChanged(from: application.name, to: application.name), application: id)
    }

    /// Opens or closes an application as a whole: a disabled one has no tile and gets no assertion.
    package func setEnabled(_ enabled: Bool, application id: ID<Application>) throws(DirectoryError) {
        try requireApplication(id)
        let changed = try execute(
            """
            UPDATE application SET enabled = \(enabled), version = version + 1
            WHERE id = \(id) AND enabled <> \(enabled)
            """)
        if changed > 0 { try record(enabled ? .applicationEnabled : .applicationDisabled, application: id) }
    }

    /// Says that an application is under maintenance, in words, or no longer.
    package func setMaintenance(
        _ notice: Bilingual?, application id: ID<Application>
    ) throws(DirectoryError) {
        let old = try requireApplication(id)
        var valid: Bilingual?
        if let notice {
            valid = Bilingual(
                fr: try NormalText.paragraph(notice.fr, .description, limit: 500),
                en: try NormalText.paragraph(notice.en, .description, limit: 500))
        }
        try execute(
            """
            UPDATE application SET maintenance_fr = \(valid?.fr), maintenance_en = \(valid?.en),
                version = version + 1
            WHERE id = \(id)
            """)
        try record(
            .applicationMaintenanceChanged(from: old.maintenance?.fr, to: valid?.fr), application: id)
    }

    /// Opens an application to every structure (nil), or to those listed. Entitlements for other structures count no
    /// longer, and again when the structure is listed again.
    package func openApplication(
        _ id: ID<Application>, to structures: [ID<Structure>]?
    ) throws(DirectoryError) {
        try requireApplication(id)
        var names: [String] = []
        for structure in structures ?? [] { names.append(try requireStructure(structure).name) }
        try execute("DELETE FROM application_structure WHERE application = \(id)")
        for structure in Set(structures ?? []) {
            try execute(
                "INSERT INTO application_structure (application, structure) VALUES (\(id), \(structure))")
        }
        try execute(
            "UPDATE application SET open_to_all = \(structures == nil), version = version + 1 WHERE id = \(id)")
        try record(
            .applicationOpeningChanged(
                to: structures == nil
                    ? .everyStructure : .structures(String(names.sorted().joined(separator: ", ").prefix(1000)))),
            application: id)
    }

    /// An application, for the operator.
    @discardableResult
    func requireApplication(_ id: ID<Application>) throws(DirectoryError) -> Application {
        try requireOperator()
        guard let application = try application(id) else { throw .notFound }
        return application
    }

    private func validWords(
        name: String, description: Bilingual, icon: String, tint: Int
    ) throws(DirectoryError) -> (name: String, description: Bilingual, icon: String) {
        guard (1...5).contains(tint) else { throw .invalid(.tint) }
        let description = Bilingual(
            fr: try NormalText.optionalLine(description.fr, .description, limit: 300) ?? "",
            en: try NormalText.optionalLine(description.en, .description, limit: 300) ?? "")
        do {
            return (try NormalText.line(name, .name), description, try Slug.valid(icon))
        } catch .invalid(.slug) {
            throw .invalid(.icon)
        }
    }
}
