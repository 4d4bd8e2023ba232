import Directory
import HTTP
import Markup
import Pages

/// The form of a new user as it was typed: kept whatever is wrong with it.
struct NewUser {
    var structure: ID<Structure>?
    var familyName = ""
    var givenName = ""
    var email = ""
    var roles: [ID<Role>] = []
    /// The people of that name whom the person in front of the page was shown, and goes on all the same.
    var seenHomonyms: Set<ID<User>> = []
    /// The address of which they were told that it has an account, which is to be attached.
    var attachedAddress: String?
    /// The deleted account with the address of which they say that it was somebody else's.
    var formerHolder: ID<User>?

    init() {}

    init(_ form: Parameters) throws(HTTPError) {
        let chosen: ID<Structure>? = try form.id("choisir")
        let listed: ID<Structure>? = try form.id("structure")
        structure = chosen ?? listed
        familyName = try form.only("nom") ?? ""
        givenName = try form.only("prenom") ?? ""
        email = try form.only("email") ?? ""
        roles = form.all("role").prefix(500).compactMap { ID<Role>($0) }
        seenHomonyms = Set(
            (try form.only("homonymes") ?? "").split(separator: "-").prefix(50).compactMap { ID<User>($0) })
        attachedAddress = try form.only("rattacher")
        formerHolder = try form.id("autre")
    }

    /// The address as accounts are compared by it.
    var address: String { email.filter { !$0.isWhitespace }.lowercased() }

    /// Whether the account that has the address is to be attached: only the one that the page told of.
    var attaches: Bool { attachedAddress == address }

    /// Which field of the form a refusal is about.
    static let fields: [DirectoryError.Field: String] = [
        .familyName: "nom", .givenName: "prenom", .email: "email", .affiliation: "email",
    ]

    /// What is missing, before the directory is asked.
    var errors: [FieldError] {
        var errors: [FieldError] = []
        func require(_ text: String, _ field: String, _ message: Text) {
            if !text.contains(where: { !$0.isWhitespace }) { errors.append(FieldError(field, message)) }
        }
        if structure == nil {
            errors.append(
                FieldError("structure", Text(fr: "Choisissez une structure", en: "Choose an organisation")))
        }
        require(familyName, "nom", Text(fr: "Saisissez le nom", en: "Enter the family name"))
        require(givenName, "prenom", Text(fr: "Saisissez le prénom", en: "Enter the given name"))
        require(email, "email", Text(fr: "Saisissez l’adresse électronique", en: "Enter the e-mail address"))
        return errors
    }
}
