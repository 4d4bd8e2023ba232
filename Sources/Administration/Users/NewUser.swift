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
    /// What the person in front of the page has been told, and goes on all the same.
    var knowsHomonyms = false
    /// The address has an account: that account is to be attached.
    var attaches = false
    /// The address was somebody else's, who was deleted lately.
    var isNewPerson = false

    init() {}

    init(_ form: Parameters) throws(HTTPError) {
        let chosen: ID<Structure>? = try form.id("choisir")
        let listed: ID<Structure>? = try form.id("structure")
        structure = chosen ?? listed
        familyName = try form.only("nom") ?? ""
        givenName = try form.only("prenom") ?? ""
        email = try form.only("email") ?? ""
        roles = form.all("role").prefix(500).compactMap { ID<Role>($0) }
        knowsHomonyms = try form.only("homonymes") == "vus"
        attaches = try form.only("rattacher") == "oui"
        isNewPerson = try form.only("personne") == "autre"
    }

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
