package import Directory
package import HTTP
package import Pages
import Crypto
import FoundationEssentials
import Markup
import SAML
import XML

/// What is agreed with a service provider, on one sheet to send to its integrator: both parties' names, addresses and
/// keys, how the person is named, each attribute with an example, how messages are protected, whom to ask.
///
/// Made of what the program does, by the functions that do it, so that it cannot say something else.
package struct AttributeContract {
    private let provider: ServiceProvider
    private let application: Application
    private let roles: [Role]
    private let identity: IdentityProvider.Identity
    /// Ours, as they are when the sheet is made.
    private let keys: IdentityKeys
    private let publicURL: PublicURL

    /// - Parameters:
    ///   - roles: those of the application; the first ones stand in the example.
    ///   - identity: ours.
    package init(
        for provider: ServiceProvider, of application: Application, roles: [Role],
        from identity: IdentityProvider.Identity, at publicURL: PublicURL
    ) throws {
        keys = try identity.keys.current()
        self.provider = provider
        self.application = application
        self.roles = roles
        self.identity = identity
        self.publicURL = publicURL
    }

    /// The same, found in the directory; nil when there is no such service provider.
    package init?(
        for id: ID<ServiceProvider>, in directory: Directory, from identity: IdentityProvider.Identity,
        at publicURL: PublicURL
    ) throws {
        let found = try directory.read { view -> (ServiceProvider, Application, [Role])? in
            guard let provider = try view.serviceProvider(id),
                let application = try view.application(provider.application)
            else { return nil }
            return (provider, application, try view.roleGroups(of: application.id).flatMap(\.roles))
        }
        guard let (provider, application, roles) = found else { return nil }
        try self.init(for: provider, of: application, roles: roles, from: identity, at: publicURL)
    }

    private var effective: EffectiveSettings { provider.effective }

    package var sheet: Sheet {
        Sheet(
            Text(
                fr: "Contrat d’attributs de \(application.name)", en: "Attribute contract of \(application.name)"),
            [ours, theirs, person, attributes, protection, contacts])
    }

    // MARK: - The two parties

    private var ours: Sheet.Section {
        let location = IdentityProvider.singleSignOnService(publicURL)
        return Sheet.Section(
            Text(fr: "Fournisseur d’identité", en: "Identity provider"),
            lead: Text(
                fr: "À configurer par les métadonnées plutôt qu’à la main : elles suivent les changements de clé.",
                en: "To be configured from the metadata rather than by hand: it follows changes of keys."),
            [
                Sheet.Row(Text(fr: "entityID", en: "entityID"), [identity.entityID]),
                Sheet.Row(Text(fr: "Métadonnées", en: "Metadata"), ["\(publicURL)/saml/metadata"]),
                Sheet.Row(
                    Text(fr: "Connexion", en: "Single sign-on"), [location],
                    note: Text(fr: "par HTTP-Redirect ou HTTP-POST", en: "by HTTP-Redirect or HTTP-POST")),
                Sheet.Row(
                    Text(fr: "Certificat de signature", en: "Signing certificate"),
                    keys.published.map(\.fingerprint), note: validity(keys.signing.certificate)),
            ]
                + (keys.metadataCertificate.map { [metadataRow($0)] } ?? []))
    }

    private func metadataRow(_ certificate: Certificate) -> Sheet.Row {
        Sheet.Row(
            Text(fr: "Certificat des métadonnées", en: "Metadata certificate"), [certificate.fingerprint],
            note: Text(
                fr: "il signe le document : configuré une fois, hors ligne, il permet de le suivre sans risque",
                en: "it signs the document: configured once, out of band, it lets the document be followed safely"))
    }

    private var theirs: Sheet.Section {
        let settings = provider.settings
        let consumers = settings.assertionConsumerServices.map { "\($0.location) (\(name($0.binding)), \($0.index))" }
        let logouts = settings.singleLogoutServices.map { "\($0.location) (\(name($0.binding)))" }
        let none = Text(fr: "aucune", en: "none")
        func keys(_ label: Text, _ certificates: [String], bare: [String] = []) -> Sheet.Row {
            let read = certificates.compactMap { try? Certificate(base64: $0) }
            let all = read.map(\.fingerprint) + bare.compactMap { try? PublicKey(base64: $0).fingerprint }
            guard !all.isEmpty else { return Sheet.Row(label, words: none) }
            return Sheet.Row(label, all, note: read.first.map(validity) ?? Text(fr: "SHA-256", en: "SHA-256"))
        }
        return Sheet.Section(
            Text(fr: "Fournisseur de service", en: "Service provider"),
            [
                Sheet.Row(Text(fr: "Nom", en: "Name"), [provider.name], isCode: false),
                Sheet.Row(Text(fr: "entityID", en: "entityID"), [provider.entityID]),
                Sheet.Row(
                    Text(fr: "Réponses acceptées à", en: "Responses taken at"), consumers,
                    note: Text(
                        fr: "comparées octet par octet ; toute autre adresse est refusée",
                        en: "compared byte for byte; any other address is refused")),
                logouts.isEmpty
                    ? Sheet.Row(Text(fr: "Déconnexion", en: "Logout"), words: none)
                    : Sheet.Row(Text(fr: "Déconnexion", en: "Logout"), logouts),
                keys(
                    Text(fr: "Clés de signature", en: "Signing keys"), settings.signingCertificates,
                    bare: settings.bareSigningKeys),
                keys(
                    Text(fr: "Clés de chiffrement", en: "Encryption keys"), settings.encryptionKeys.map(\.certificate)),
                Sheet.Row(
                    Text(fr: "Demandes non signées", en: "Unsigned requests"),
                    words: effective.requireSignedRequests
                        ? Text(fr: "refusées", en: "refused") : Text(fr: "acceptées", en: "accepted")),
            ])
    }

    private func name(_ binding: String) -> String { String(binding.split(separator: ":").last ?? "") }

    private func validity(_ certificate: Certificate) -> Text {
        Text(
            fr: "SHA-256 ; échéance indicative : \(Dates.day(certificate.notAfter, .fr))",
            en: "SHA-256; informative end: \(Dates.day(certificate.notAfter, .en))")
    }

    // MARK: - The person

    private static let example = AttributeRelease.Person(
        email: "helene.lefevre@ville-exemple.fr", givenName: "Hélène", familyName: "Lefèvre",
        language: .fr)

    /// What a real opaque identity looks like; nobody's.
    private static let opaque = "k5q2x7m3c6b4n7w2j5r3t6y4h2d7f3v5"

    private var person: Sheet.Section {
        let form = effective.nameIDForm
        let value: String? =
            switch form {
            case .none: nil
            case .emailAddress, .unspecified: Self.example.email
            case .persistent: Self.opaque
            case .transient: "_" + Self.opaque
            }
        let account =
            effective.identity == .person
            ? Text(fr: "la personne, où qu’elle agisse", en: "the person, wherever they act")
            : Text(
                fr: "la personne pour une structure : une identité par structure",
                en: "the person for an organisation: one identity for each organisation")
        let nameID: [Sheet.Row] =
            value.map {
                [
                    Sheet.Row(Text(fr: "Format du NameID", en: "NameID format"), [form.uri]),
                    Sheet.Row(Text(fr: "Exemple de NameID", en: "NameID example"), [$0], note: risk(form)),
                ]
            } ?? [
                Sheet.Row(
                    Text(fr: "NameID", en: "NameID"),
                    words: Text(
                        fr: "aucun : pas de déconnexion par le nom", en: "none: no logout by name"))
            ]
        return Sheet.Section(
            Text(fr: "Qui est la personne", en: "Who the person is"), lead: presetWords,
            nameID + [Sheet.Row(Text(fr: "Un compte désigne", en: "An account stands for"), words: account)])
    }

    private func risk(_ form: ServiceProviderOverrides.NameIDForm) -> Text? {
        guard form.isAddress else {
            return Text(fr: "jamais donné à quelqu’un d’autre", en: "never given to anybody else")
        }
        return Text(
            fr: "une adresse peut changer de titulaire : n’en faites pas la clé d’un compte",
            en: "an address can change hands: do not make it the key of an account")
    }

    private var presetWords: Text {
        switch effective.preset {
        case .classic: Text(fr: "Préréglage classic.", en: "Preset classic.")
        case .saml2int: Text(fr: "Préréglage saml2int.", en: "Preset saml2int.")
        case .legacy:
            Text(
                fr: """
                    Préréglage legacy, à quitter dès que possible : l’adresse sert de nom sans format, la réponse n’est pas \
                    signée, seule l’assertion l’est, et un éventuel chiffrement est en AES-CBC.
                    """,
                en: """
                    Preset legacy, to be left as soon as possible: the address serves as a name without format, the response \
                    is not signed, only the assertion is, and encryption, if any, is AES-CBC.
                    """)
        }
    }

    // MARK: - Attributes

    private var attributes: Sheet.Section {
        var example = Self.example
        example.pairwiseID = "\(Self.opaque)@\(identity.scope)"
        example.subjectID = "\(Self.opaque)@\(identity.scope)"
        let structure = ActingStructure(id: ID(42), name: "Ville d’Exemple", siret: "21930001000010")
        let released = AttributeRelease.release(
            example, actingFor: structure, roles: Array(roles.prefix(3)), to: provider)
        let rows = released.map { attribute in
            let format = String(attribute.nameFormat.split(separator: ":").last ?? "")
            let friendly = attribute.friendlyName.map { ", FriendlyName \($0)" } ?? ""
            return Sheet.Row(
                Text(fr: attribute.name, en: attribute.name), attribute.values,
                note: Text(fr: "NameFormat \(format)\(friendly)", en: "NameFormat \(format)\(friendly)"))
        }
        return Sheet.Section(
            Text(fr: "Attributs, avec un exemple", en: "Attributes, with an example"),
            lead: Text(
                fr: """
                    Un attribut sans valeur n’est pas envoyé. Les rôles sont ceux de cette application, pour la structure \
                    au nom de laquelle la personne agit, et aucun autre.
                    """,
                en: """
                    An attribute without value is not sent. The roles are those of this application, for the organisation \
                    on whose behalf the person acts, and no other.
                    """), rows)
    }

    // MARK: - Messages

    private var protection: Sheet.Section {
        let signed: Text =
            switch (effective.signResponse, effective.signAssertion) {
            case (true, true): Text(fr: "la réponse et l’assertion", en: "the response and the assertion")
            case (true, false): Text(fr: "la réponse", en: "the response")
            case (false, _): Text(fr: "l’assertion", en: "the assertion")
            }
        let encryption =
            effective.encryption == .never
            ? nil : ContentEncryption.choose(for: provider, allowing: identity.algorithms)
        let ciphers = encryption.map { [$0.cipher.rawValue, $0.transport.algorithm.rawValue] }
        let unencrypted =
            effective.encryption == .always
            ? Text(fr: "exigé, et impossible : aucune clé utilisable", en: "required, and impossible: no usable key")
            : Text(fr: "aucun", en: "none")
        let algorithm = keys.signing.algorithm(for: provider, allowing: identity.algorithms)
        let before = Int(ResponseWriter.validBefore / 60)
        let after = Int(ResponseWriter.validAfter / 60)
        return Sheet.Section(
            Text(fr: "Protection des messages", en: "How messages are protected"),
            [
                Sheet.Row(Text(fr: "Signature sur", en: "Signature on"), words: signed),
                Sheet.Row(Text(fr: "Algorithme", en: "Algorithm"), [algorithm?.rawValue ?? "–"]),
                ciphers.map { Sheet.Row(Text(fr: "Chiffrement", en: "Encryption"), $0) }
                    ?? Sheet.Row(Text(fr: "Chiffrement", en: "Encryption"), words: unencrypted),
                Sheet.Row(
                    Text(fr: "Validité", en: "Validity"),
                    words: Text(
                        fr: "de \(before) minutes avant à \(after) minutes après l’envoi, une seule fois",
                        en: "from \(before) minutes before to \(after) minutes after it is sent, once")),
            ])
    }

    private var contacts: Sheet.Section {
        Sheet.Section(
            Text(fr: "Contacts", en: "Contacts"),
            [
                Sheet.Row(
                    Text(fr: "Technique", en: "Technical"), [identity.metadata.technicalContact], isCode: false),
                Sheet.Row(
                    Text(fr: "Assistance", en: "Support"), [identity.metadata.supportContact], isCode: false),
            ])
    }
}

extension IdentityProvider {
    /// What is agreed with a service provider; nil when there is none.
    package func contract(of serviceProvider: ID<ServiceProvider>) throws -> AttributeContract? {
        try AttributeContract(for: serviceProvider, in: directory, from: identity, at: website.publicURL)
    }
}
