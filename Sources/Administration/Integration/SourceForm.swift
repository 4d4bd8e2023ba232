import Directory
import FoundationEssentials
import HTTP
import Markup
import Pages

/// Where metadata comes from, as a form: address, key, end, who applies.
struct SourceForm {
    var url = ""
    /// PEM as typed; empty when the key that is known stays or there is none.
    var key = ""
    var days = ""
    var appliesItself = false

    init() {}

    init(_ terms: MetadataSource.Terms) {
        url = terms.url
        days = terms.longestValidity.map { "\(Int($0 / 86_400))" } ?? (terms.signingKey == nil ? "" : "0")
        appliesItself = terms.appliesItself
    }

    init(_ form: Parameters) throws(HTTPError) {
        url = (try form.typed("adresse") ?? "").filter { !$0.isWhitespace }
        key = try form.typed("cle") ?? ""
        days = (try form.typed("jours") ?? "").filter { !$0.isWhitespace }
        appliesItself = try form.only("applique") != nil
    }

    /// What is decided, or what is wrong.
    ///
    /// - Parameters:
    ///   - known: the key that stays when none is typed.
    ///   - read: reads a key in PEM.
    func terms(
        known: [UInt8]?, _ read: (String) -> [UInt8]?
    ) -> Result<MetadataSource.Terms, FormErrors> {
        var errors: [FieldError] = []
        let schemes = ["https://", "http://"]
        if !schemes.contains(where: { url.lowercased().hasPrefix($0) }) || url.utf8.count > 2048 {
            errors.append(
                FieldError(
                    "adresse",
                    Text(
                        fr: "Saisissez l’adresse complète du document : https://…",
                        en: "Enter the whole address of the document: https://…")))
        }
        var signingKey = known
        if !key.isEmpty {
            signingKey = read(key)
            if signingKey == nil {
                errors.append(
                    FieldError(
                        "cle",
                        Text(
                            fr:
                                "Collez une clé publique ou un certificat au format PEM (RSA de 2 048 bits au moins, ou EC)",
                            en: "Paste a public key or certificate in PEM format (RSA of at least 2,048 bits, or EC)")))
            }
        }
        // Nothing typed: what the key calls for.
        var longest: TimeInterval?? = nil
        if !days.isEmpty {
            let number = Int(days).flatMap { (0...3650).contains($0) ? $0 : nil }
            longest = .some(number.flatMap { $0 == 0 ? nil : TimeInterval($0) * 86_400 })
            if number == nil {
                let words = Text(
                    fr: "Saisissez un nombre de jours de 1 à 3650, ou 0 si aucune fin n’est exigée",
                    en: "Enter a number of days from 1 to 3650, or 0 if no end is demanded")
                errors.append(FieldError("jours", words))
            }
        }
        guard errors.isEmpty else { return .failure(FormErrors(errors)) }
        return .success(
            MetadataSource.Terms(
                url: url, signingKey: signingKey, longestValidity: longest, appliesItself: appliesItself))
    }

    /// Everything that is wrong with a form.
    struct FormErrors: Error {
        let errors: [FieldError]

        init(_ errors: [FieldError]) {
            self.errors = errors
        }
    }

    /// - Parameters:
    ///   - knownKey: the fingerprint of the key in use, if there is one.
    ///   - isRequired: whether an address must be given.
    func fields(_ language: Language, _ errors: [FieldError], knownKey: String?, isRequired: Bool = true) -> HTML {
        let address = Text(
            fr: "En https. En http, seule une clé peut garantir le document.",
            en: "By https. By http, only a key can vouch for the document.")
        let keyHint =
            knownKey.map {
                Text(
                    fr: "Vide : la clé connue reste (\($0)). Une autre la remplace.",
                    en: "Empty: the known key stays (\($0)). Another one replaces it.")
            }
            ?? Text(
                fr:
                    "Facultatif. La clé publique ou le certificat (PEM) de qui signe le document, reçu par une autre voie "
                    + "que lui. Sans clé, le certificat du serveur (https) en est garant.",
                en: "Optional. The public key or certificate (PEM) of whoever signs the document, received by another "
                    + "way than it. Without a key, the server’s certificate (https) vouches for it.")
        let daysHint = Text(
            fr:
                "Le document doit porter une fin (validUntil) à tant de jours au plus. Vide : 30 si une clé le garantit, "
                + "sinon elle n’est pas exigée. 0 : jamais exigée.",
            en:
                "The document has to have an end (validUntil) at most so many days ahead. Empty: 30 where a key vouches "
                + "for it, else none is demanded. 0: never demanded.")
        let applies = Text(fr: "Appliquer les changements aussitôt", en: "Apply changes at once")
        let appliesHint = Text(
            fr: "Sinon chaque changement attend votre accord ; un message vous prévient.",
            en: "Otherwise each change waits for your agreement; a message tells you.")
        return """
            \(Field("adresse", Text(fr: "Adresse des métadonnées", en: "Address of the metadata"),
                hint: "\(address[language])", value: url, isRequired: isRequired).html(language, errors: errors))\
            \(TextAreaField(name: "cle", label: Text(fr: "Clé de signature", en: "Signing key"),
                hint: "\(keyHint[language])", value: key, rows: 5, limit: 20_000).html(language, errors: errors))\
            \(Field("jours", Text(fr: "Fin au plus dans (jours)", en: "End within (days)"), kind: .number,
                hint: "\(daysHint[language])", value: days, isRequired: false).html(language, errors: errors))\
            <label class="check"><input type="checkbox" name="applique" value="oui"\
            \(attribute: "checked", if: appliesItself)><span>\(applies[language])<small>\(appliesHint[language])</small></span></label>
            """
    }
}
