/// The people of the guide's world, by the part that each shows.
enum DemonstrationPeople {
    struct Person: Sendable {
        let email: String
        let givenName: String
        let familyName: String
        /// The structures they act for, the first being their own.
        let structures: [DemonstrationStructures.Key]
        /// Roles by application slug and path, each for a structure.
        let roles: [(application: String, path: String, structure: DemonstrationStructures.Key)]
        /// What signing in as them shows.
        let shows: String
        /// Whether an account with a password, or an invitation that waits.
        var isActivated = true
    }

    private static let bip = "BIP\\utilisateurs"
    private static let netCotisation = "Net-cotisation collectivité\\net cotisation"
    private static let site = "site internet collectivités\\gestionnaire RH"
    private static let elecpro = "Elecpro\\utilisateur"

    static let referent = Person(
        email: "nadia.benslimane@ville-valmont.example", givenName: "Nadia", familyName: "Benslimane",
        structures: [.town],
        roles: [
            ("bip", "BIP\\Administrateur", .town), ("bip", bip, .town),
            ("netcotisation", "Net-cotisation collectivité\\Administrateur", .town),
            ("site", "site internet collectivités\\Administrateur", .town),
            ("elecpro", "Elecpro\\Administrateur", .town),
        ],
        shows: "referent of Ville de Valmont and of its establishments; Administrateur in each application")

    static let `operator` = Person(
        email: "claire.morel@cig.example", givenName: "Claire", familyName: "Morel", structures: [.operator], roles: [],
        shows: "operator of the site (the CIG)")

    static let agents = [
        Person(
            email: "elodie.barbier@ville-valmont.example", givenName: "Élodie", familyName: "Barbier",
            structures: [.town, .socialCentre],
            roles: [
                ("bip", bip, .town), ("bip", bip, .socialCentre), ("netcotisation", netCotisation, .town),
                ("netcotisation", netCotisation, .socialCentre), ("elecpro", elecpro, .town),
            ],
            shows: "acts for two establishments: chooses one at each opening"),
        Person(
            email: "helene.lefevre@ville-valmont.example", givenName: "Hélène", familyName: "Lefèvre-N'Guyen",
            structures: [.town], roles: [("bip", bip, .town), ("site", site, .town)],
            shows: "accents and an apostrophe, which arrive exactly"),
        Person(
            email: "karim.amrani@ccas-valmont.example", givenName: "Karim", familyName: "Amrani",
            structures: [.socialCentre], roles: [("netcotisation", netCotisation, .socialCentre)],
            shows: "one application, for the CCAS"),
        Person(
            email: "sophie.abadie@ville-valmont.example", givenName: "Sophie", familyName: "Abadie",
            structures: [.schools], roles: [("bip", bip, .schools), ("elecpro", elecpro, .schools)],
            shows: "two applications, for the Caisse des écoles"),
        Person(
            email: "fatou.camara@ville-valmont.example", givenName: "Fatou", familyName: "Camara", structures: [.town],
            roles: [], shows: "no role: no application, and whom to ask"),
        Person(
            email: "didier.boyer@ville-valmont.example", givenName: "Didier", familyName: "Boyer", structures: [.town],
            roles: [("bip", bip, .town)], shows: "never activated: first visit by the link", isActivated: false),
    ]

    static let all = [referent, `operator`] + agents
}
