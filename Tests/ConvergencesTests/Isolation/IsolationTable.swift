/// Who may use each route, and what its path names: written by hand, so that a new route is judged by somebody before
/// it is served. `The table of routes` compares it with the real wiring.
enum IsolationTable {
    /// Who may come here at all.
    enum Audience: String {
        /// Anybody.
        case anyone
        /// Who is signed in; others are sent to the sign-in page.
        case signedIn
        /// Referents and operators; others find nothing.
        case referent
        /// Operators; others find nothing.
        case `operator`
    }

    /// `AUDIENCE METHOD PATTERN`, in the order of the pages.
    static let rows = """
        anyone    GET  /saml/metadata
        anyone    GET  /saml/sso
        anyone    POST /saml/sso
        anyone    GET  /saml/continue/{id}
        anyone    POST /saml/continue/{id}
        anyone    GET  /ouvrir/{application}
        anyone    GET  /saml/slo
        anyone    POST /saml/slo
        anyone    POST /saml/slo/soap
        anyone    POST /saml/artifact
        anyone    GET  /deconnexion/{logout}
        anyone    GET  /deconnexion/{logout}/{participant}

        anyone    GET  /connexion
        anyone    POST /connexion
        anyone    GET  /bienvenue
        anyone    POST /bienvenue
        anyone    GET  /bienvenue/{jeton}
        anyone    GET  /mot-de-passe/nouveau
        anyone    POST /mot-de-passe/nouveau
        anyone    GET  /mot-de-passe/nouveau/{jeton}
        anyone    GET  /premiere-visite
        anyone    POST /premiere-visite
        anyone    GET  /lien-demande
        anyone    POST /nouveau-lien
        anyone    GET  /mot-de-passe/oublie
        anyone    POST /mot-de-passe/oublie
        anyone    GET  /deconnexion
        anyone    POST /deconnexion
        anyone    POST /langue
        anyone    POST /apparence
        anyone    GET  /aide
        anyone    GET  /accessibilite
        anyone    GET  /donnees-personnelles
        anyone    GET  /mentions-legales
        anyone    GET  /plan-du-site
        anyone    GET  /.well-known/change-password
        anyone    GET  /session

        signedIn  GET  /
        signedIn  GET  /profil
        signedIn  POST /profil
        signedIn  GET  /profil/sessions
        signedIn  POST /profil/sessions/fermer
        signedIn  POST /profil/sessions/fermer-les-autres
        signedIn  GET  /profil/mot-de-passe
        signedIn  POST /profil/mot-de-passe
        signedIn  GET  /profil/donnees
        signedIn  GET  /profil/donnees.json
        signedIn  POST /session/prolonger
        signedIn  GET  /reprise
        signedIn  POST /reprise/abandonner

        referent  GET  /annuaire
        referent  GET  /annuaire/structures
        referent  GET  /annuaire/structures/export
        operator  GET  /annuaire/structures/ajouter
        operator  POST /annuaire/structures/ajouter
        referent  GET  /annuaire/structures/{structure}
        referent  GET  /annuaire/structures/{structure}/coordonnees
        referent  POST /annuaire/structures/{structure}/coordonnees
        operator  GET  /annuaire/structures/{structure}/modifier
        operator  POST /annuaire/structures/{structure}/modifier
        operator  POST /annuaire/structures/{structure}/domaines
        operator  GET  /annuaire/structures/{structure}/domaines/{domaine}/retirer
        operator  POST /annuaire/structures/{structure}/domaines/{domaine}/retirer
        operator  GET  /annuaire/structures/{structure}/rattacher
        operator  POST /annuaire/structures/{structure}/rattacher
        operator  GET  /annuaire/structures/{structure}/detacher
        operator  POST /annuaire/structures/{structure}/detacher
        operator  GET  /annuaire/structures/{structure}/referents/designer
        operator  POST /annuaire/structures/{structure}/referents/designer
        operator  GET  /annuaire/structures/{structure}/referents/{utilisateur}/terminer
        operator  POST /annuaire/structures/{structure}/referents/{utilisateur}/terminer

        referent  GET  /annuaire/utilisateurs
        referent  GET  /annuaire/utilisateurs/export
        referent  GET  /annuaire/utilisateurs/imprimer
        referent  GET  /annuaire/utilisateurs/importer
        referent  POST /annuaire/utilisateurs/importer
        referent  GET  /annuaire/utilisateurs/importer/modele
        referent  GET  /annuaire/utilisateurs/importer/{lot}
        referent  POST /annuaire/utilisateurs/importer/{lot}
        referent  GET  /annuaire/utilisateurs/importer/{lot}/erreurs
        referent  POST /annuaire/utilisateurs/importer/{lot}/corrections
        referent  POST /annuaire/utilisateurs/importer/{lot}/abandonner
        referent  GET  /annuaire/utilisateurs/relancer
        referent  POST /annuaire/utilisateurs/relancer
        referent  POST /annuaire/utilisateurs/selection
        referent  GET  /annuaire/utilisateurs/selection/{choix}
        referent  POST /annuaire/utilisateurs/selection/{choix}
        referent  GET  /annuaire/demandes
        referent  GET  /annuaire/utilisateurs/{user}/demande
        referent  POST /annuaire/utilisateurs/{user}/demande
        referent  GET  /annuaire/utilisateurs/ajouter
        referent  POST /annuaire/utilisateurs/ajouter
        referent  GET  /annuaire/utilisateurs/{user}
        referent  GET  /annuaire/utilisateurs/{user}/sessions
        referent  POST /annuaire/utilisateurs/{user}/sessions
        referent  POST /annuaire/utilisateurs/{user}/invitation
        referent  GET  /annuaire/utilisateurs/{user}/modifier
        referent  POST /annuaire/utilisateurs/{user}/modifier
        referent  GET  /annuaire/utilisateurs/{user}/adresse
        referent  POST /annuaire/utilisateurs/{user}/adresse
        referent  GET  /annuaire/utilisateurs/{user}/depart
        referent  POST /annuaire/utilisateurs/{user}/depart
        referent  GET  /annuaire/utilisateurs/{user}/suspendre
        referent  POST /annuaire/utilisateurs/{user}/suspendre
        referent  POST /annuaire/utilisateurs/{user}/retablir
        referent  GET  /annuaire/utilisateurs/{user}/supprimer
        referent  POST /annuaire/utilisateurs/{user}/supprimer
        referent  POST /annuaire/utilisateurs/{user}/restaurer
        referent  GET  /annuaire/utilisateurs/{user}/detacher
        referent  POST /annuaire/utilisateurs/{user}/detacher
        referent  GET  /annuaire/utilisateurs/{user}/rattacher
        referent  POST /annuaire/utilisateurs/{user}/rattacher
        referent  GET  /annuaire/utilisateurs/{user}/habilitations
        referent  POST /annuaire/utilisateurs/{user}/habilitations

        referent  GET  /annuaire/applications
        referent  GET  /annuaire/applications/export
        operator  GET  /annuaire/applications/ajouter
        operator  POST /annuaire/applications/ajouter
        operator  GET  /annuaire/applications/{application}
        operator  GET  /annuaire/applications/{application}/modifier
        operator  POST /annuaire/applications/{application}/modifier
        operator  GET  /annuaire/applications/{application}/ouverture
        operator  POST /annuaire/applications/{application}/ouverture
        operator  GET  /annuaire/applications/{application}/groupes/ajouter
        operator  POST /annuaire/applications/{application}/groupes/ajouter
        operator  GET  /annuaire/applications/{application}/groupes/{groupe}
        operator  POST /annuaire/applications/{application}/groupes/{groupe}
        operator  GET  /annuaire/applications/{application}/groupes/{groupe}/roles
        operator  POST /annuaire/applications/{application}/groupes/{groupe}/roles
        operator  GET  /annuaire/applications/{application}/roles/{role}
        operator  POST /annuaire/applications/{application}/roles/{role}
        operator  GET  /annuaire/applications/{application}/apercu
        operator  GET  /annuaire/applications/{application}/fournisseurs/{fournisseur}/contrat
        operator  GET  /annuaire/applications/{application}/fournisseurs/ajouter
        operator  POST /annuaire/applications/{application}/fournisseurs/ajouter
        operator  GET  /annuaire/applications/{application}/fournisseurs/{fournisseur}
        operator  GET  /annuaire/applications/{application}/fournisseurs/{fournisseur}/erreurs
        operator  GET  /annuaire/applications/{application}/fournisseurs/{fournisseur}/source
        operator  POST /annuaire/applications/{application}/fournisseurs/{fournisseur}/source
        operator  POST /annuaire/applications/{application}/fournisseurs/{fournisseur}/actualiser
        operator  GET  /annuaire/applications/{application}/fournisseurs/{fournisseur}/importer
        operator  POST /annuaire/applications/{application}/fournisseurs/{fournisseur}/importer
        operator  POST /annuaire/applications/{application}/fournisseurs/{fournisseur}/changement
        referent  GET  /annuaire/applications/{application}/{role}
        referent  GET  /annuaire/applications/{application}/{role}/export
        referent  GET  /annuaire/applications/{application}/{role}/affecter
        referent  POST /annuaire/applications/{application}/{role}/affecter
        referent  GET  /annuaire/applications/{application}/{role}/suggestions
        referent  GET  /annuaire/applications/{application}/{role}/retirer
        referent  POST /annuaire/applications/{application}/{role}/retirer
        referent  POST /annuaire/applications/{application}/{role}/selection

        referent  GET  /travaux
        referent  GET  /travaux/{travail}
        referent  GET  /travaux/{travail}/refus
        referent  POST /travaux/{travail}/reprendre
        referent  POST /travaux/{travail}/arreter

        referent  GET  /suivi
        referent  GET  /suivi/connexions/export
        referent  GET  /suivi/dormants/export
        referent  GET  /suivi/jamais-actives/export
        referent  GET  /suivi/applications/export
        operator  GET  /suivi/echecs/export
        operator  GET  /suivi/structures/export

        referent  GET  /journal
        referent  GET  /journal/export
        referent  GET  /journal/connexions
        referent  GET  /journal/connexions/export
        operator  GET  /journal/etat
        referent  GET  /journal/{evenement}

        operator  GET  /exploitation
        operator  GET  /exploitation/personnes/{user}
        operator  POST /exploitation/personnes/{user}/invitation
        operator  POST /exploitation/personnes/{user}/lien
        operator  POST /exploitation/personnes/{user}/attente
        operator  POST /exploitation/personnes/{user}/retablir
        operator  POST /exploitation/personnes/{user}/restaurer
        operator  POST /exploitation/personnes/{user}/sessions
        operator  GET  /exploitation/demandes
        operator  GET  /exploitation/demandes/{demande}
        operator  POST /exploitation/demandes/{demande}
        operator  GET  /exploitation/messages
        operator  GET  /exploitation/messages/ajouter
        operator  POST /exploitation/messages/ajouter
        operator  GET  /exploitation/messages/{message}
        operator  POST /exploitation/messages/{message}
        operator  GET  /exploitation/messages/{message}/retirer
        operator  POST /exploitation/messages/{message}/retirer
        operator  GET  /exploitation/integration
        operator  GET  /exploitation/reglages
        operator  POST /exploitation/reglages
        operator  POST /exploitation/reglages/logo
        operator  POST /exploitation/reglages/logo/retirer
        """

    /// Each route as `METHOD PATTERN`, with its audience.
    static let audiences: [String: Audience] = {
        var audiences: [String: Audience] = [:]
        for line in rows.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count == 3, let audience = Audience(rawValue: String(words[0])) else { continue }
            audiences["\(words[1]) \(words[2])"] = audience
        }
        return audiences
    }()
}
