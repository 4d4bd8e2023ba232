import Directory
import HTTP
import Markup
import Pages

// What the operator may set while the site runs, checked as on the command line.
extension Administration {
    var settingsRoutes: [Route] {
        [
            .get(
                "/exploitation/reglages", access: .operator, handler: operating { visit, _ in try settingsPage(visit) }),
            .post("/exploitation/reglages", access: .operator, handler: operatingForm(saveSettings)),
            .post(
                "/exploitation/reglages/logo", access: .operator, bodyLimit: LogoImage.limit + 8192,
                handler: operatingForm(saveLogo)),
            .post(
                "/exploitation/reglages/logo/retirer", access: .operator, bodyLimit: 4096,
                handler: operatingForm(removeLogo)),
        ]
    }

    private func settingsPage(
        _ visit: Visit, typed: [Setting: String]? = nil, errors: [FieldError] = []
    ) throws -> Response {
        let stored = try directory.read { (view) throws(DirectoryError) in try view.settings() }
        return SettingsView(stored: stored, typed: typed, visit: visit).page(errors)
            .response(visit.context, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    /// All of it or nothing; what did not change is not written, so that the journal tells of what did.
    private func saveSettings(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        var typed: [Setting: String] = [:]
        var values: [Setting: String?] = [:]
        var errors: [FieldError] = []
        for setting in Setting.allCases {
            let text = try form.only(SettingsView.field(setting)) ?? ""
            typed[setting] = text
            guard text.contains(where: { !$0.isWhitespace }) else {
                values[setting] = .some(nil)
                continue
            }
            do {
                values[setting] = try setting.checked(text)
            } catch {
                errors.append(FieldError(SettingsView.field(setting), error.message))
            }
        }
        if values[.darkAccent]?.flatMap(\.self) != nil, values[.accent]?.flatMap(\.self) == nil, errors.isEmpty {
            let both = Text(
                fr: "Choisissez aussi la couleur de l’apparence claire",
                en: "Choose the colour of the light appearance too")
            errors.append(FieldError(SettingsView.field(.accent), both))
        }
        guard errors.isEmpty else { return try settingsPage(visit, typed: typed, errors: errors) }
        let changes = values
        let count = try directory.change(by: .user(person.user.id), at: visit.now) {
            (change) throws(DirectoryError) in
            var count = 0
            for setting in Setting.allCases {
                let value = changes[setting] ?? nil
                guard try change.setting(setting.rawValue) != value else { continue }
                try change.setSetting(setting.rawValue, to: value)
                count += 1
            }
            return count
        }
        let done =
            count == 0
            ? Text(fr: "Rien n’a changé.", en: "Nothing changed.")
            : Text(
                fr: "Les réglages sont enregistrés ; toutes les pages les suivent.",
                en: "The settings are saved; every page follows them.")
        return Response.seeOther("/exploitation/reglages").telling(.done(done, visit.language))
    }

    // MARK: - Logo

    private func saveLogo(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        guard visit.request.isMultipart, let file = try visit.request.multipartForm().file("logo") else {
            let none = Text(fr: "Choisissez une image au format PNG", en: "Choose an image in PNG format")
            return try settingsPage(visit, errors: [FieldError("logo", none)])
        }
        let image: LogoImage
        do {
            image = try LogoImage(png: file.bytes)
        } catch {
            return try settingsPage(visit, errors: [FieldError("logo", error.message)])
        }
        try directory.change(by: .user(person.user.id), at: visit.now) { (change) throws(DirectoryError) in
            try change.setLogo(image.bytes, width: image.width, height: image.height, key: Setting.logoKey)
        }
        let done = Text(fr: "Le logo est enregistré.", en: "The logo is saved.")
        return Response.seeOther("/exploitation/reglages").telling(.done(done, visit.language))
    }

    private func removeLogo(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        try directory.change(by: .user(person.user.id), at: visit.now) { (change) throws(DirectoryError) in
            try change.setLogo(nil, key: Setting.logoKey)
        }
        let done = Text(fr: "Le logo est retiré.", en: "The logo is removed.")
        return Response.seeOther("/exploitation/reglages").telling(.done(done, visit.language))
    }
}
