import HTTP
import Markup

/// `/`: the four applications.
struct EntrancePage {
    let applications: [DemonstrationApplication]
    let portal: String

    init(_ applications: [DemonstrationApplication], portal: String) {
        self.applications = applications
        self.portal = portal
    }

    var html: HTML {
        let tiles = applications.map { application -> HTML in
            """
            <li class="tile \(application.tint)"><span class="glyph">\(Drawing(application.drawing).html)</span>\
            <h2><a href="/\(application.slug)/">\(application.name)</a></h2><p>\(application.purpose)</p></li>
            """
        }
        return PageFrame(
            "Applications", portal: portal,
            content: """
                <div class="head"><h1>Quatre applications de démonstration</h1>
                <p class="lead">Chacune est un fournisseur de services SAML à part entière\u{A0}: son nom, ses clés, ses \
                métadonnées. Ouvrez-en une pour voir ce qu’elle reçoit du portail.</p></div>
                <ul class="tiles">\(tiles)</ul>
                """
        ).html
    }
}

/// A page for what is not there, or cannot be answered.
struct LostPage {
    let status: Status
    let reference: String
    let portal: String

    init(_ status: Status, reference: String, portal: String) {
        self.status = status
        self.reference = reference
        self.portal = portal
    }

    var html: HTML {
        let isMissing = status == .notFound
        return PageFrame(
            isMissing ? "Page introuvable" : "Demande refusée", portal: portal,
            content: """
                <div class="head"><h1>\(isMissing ? "Cette page n’existe pas" : "Cette demande ne peut pas aboutir")</h1>
                <p class="lead">Référence\u{A0}: \(reference) (\(status.rawValue))</p></div>
                """
        ).html
    }
}
