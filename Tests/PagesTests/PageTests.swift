import Crypto
import HTTP
import Markup
import PageInspection
import Testing

@testable import Pages

struct PageTests {
    private let everything = Page(
        Text(fr: "Prêt ? Oui : allons", en: "Ready? Yes: go"), crumbs: [Crumb(Words.profile, "/profil")],
        errors: [FieldError("email", Text(fr: "Saisissez une adresse", en: "Enter an address"))],
        content: """
            \(Field("email", Words.email, kind: .email, hint: "<p>ici</p>", value: "a\"><script>", autocomplete: "username")
                .html(.fr, errors: [FieldError("email", Text(fr: "Saisissez une adresse", en: "Enter an address"))]))
            \(Field.reveal("email", .fr))
            \(Notice(.done, "<p>fait</p>").html)
            <h2>Vos applications</h2><ul class="tiles">
            \(Tile(id: "bip", name: "BIP", summary: "Base", icon: .anyApplication, tint: 1,
                entry: .link(path: "/ouvrir/bip", lastUse: Text(fr: "Jamais ouverte", en: "Never opened"))).html(.fr))
            \(Tile(id: "net", name: "Net", summary: "Cotis", icon: .anyApplication, tint: 9, entry: .structures(
                [.init(structure: "Ville", path: "/ouvrir/net?structure=1"),
                .init(structure: "CCAS", path: "/ouvrir/net?structure=2")])).html(.fr))
            \(Tile(id: "e", name: "E", summary: "É", icon: .anyApplication, tint: 0,
                entry: .closed(reason: "jusqu’à 20 h")).html(.fr))
            </ul>
            \(TableShell(id: "t", caption: "deux", columns: [Words.email, Words.password], rows: [["a", "b"]]).html(.fr))
            """)

    @Test(arguments: Language.allCases)
    func `a page with every component has no fault`(_ language: Language) throws {
        let context = website.context(for: try request(.get, "/", language), session: "a", person: nadia)
        let page = everything.response(context).page
        #expect(page.faults.isEmpty)
        #expect(page.language == language.rawValue)
        #expect(
            page.title
                == language.choose(
                    fr: "Erreur\u{A0}: Prêt\u{A0}? Oui\u{A0}: allons – Convergences",
                    en: "Error: Ready? Yes: go – Convergences"))
        #expect(page.forms == ["/deconnexion", "/langue"])
    }

    @Test func `the inspection sees what is wrong`() {
        let bad = PageInspection(
            """
            <!doctype html>
            <html lang="fr"><body><h1>Oui ?</h1><h3 style="x">l'eau</h3><p id="a"></p><p id="a" onclick="x"></b>
            """)
        for fault in [
            "a plain space before ?", "<h3> after <h1>", "<h3 style>", "straight apostrophe", "id a twice",
            "<p onclick>", "</b> closes", "0 × <main>",
        ] {
            #expect(bad.faults.contains { $0.contains(fault) }, "\(fault)")
        }
    }

    @Test(arguments: Theme.allCases)
    func `the appearance of the cookie is written by the server`(_ theme: Theme) throws {
        let context = website.context(for: try request(headers: ["cookie": "apparence=\(theme.rawValue)"]))
        let html = everything.document(context).string
        #expect(html.contains("data-theme=\"dark\"") == (theme == .dark))
        #expect(html.contains("data-theme=\"light\"") == (theme == .light))
    }

    @Test func `the language is the cookie's, then the browser's, then French`() throws {
        #expect(website.language(of: try request(.get, "/", .en)) == .en)
        #expect(website.language(of: try request(.get, "/", .en, headers: ["cookie": "langue=fr"])) == .fr)
        #expect(website.language(of: try request(.get, "/", .en, headers: ["cookie": "langue=de"])) == .en)
    }

    @Test(arguments: Language.allCases, [400, 403, 404, 405, 410, 413, 415, 421, 429, 431, 500, 503])
    func `every status has a page in words, with the reference and nothing of the request`(
        _ language: Language, _ status: Int
    ) throws {
        let request = try request(.get, "/nulle-part", language)
        let answer = website.errorPage(Status(rawValue: status), request)
        #expect(answer.status.rawValue == status)
        #expect(answer.page.faults.isEmpty)
        #expect(answer.page.words.contains("7K3M-X9QF"))
        #expect(answer.page.words.contains("correspondantCIG@cig929394.fr"))
    }

    @Test func `a flash message is told once`() throws {
        let sentence = Text(fr: "Mot de passe changé : « bien » & <b>", en: "Changed")
        let told = try request(headers: ["cookie": "message=\(Flash.done(sentence, .fr).cookie.value)"])
        let answer = Page(Words.profile, content: "").response(website.context(for: told))
        #expect(answer.page.words.contains(sentence.fr))
        #expect(answer.cookie(SiteCookies.flash) == "")
        #expect(answer.page.faults.isEmpty)
    }

    @Test(arguments: ["", "+", "x", "+***", "+_w", "-" + String(repeating: "A", count: 4000)])
    func `a flash cookie that is none is dropped`(_ value: String) throws {
        #expect(Flash(cookie: value) == nil)
    }

    @Test(arguments: Language.allCases)
    func `the page that carries a message works by its button and may leave the site`(_ language: Language) throws {
        let carrier = MessageCarrier(
            .opening("NetCotisation"), destination: "https://net.example/acs?a=1&b=2",
            fields: [("SAMLResponse", "PD94+/="), ("RelayState", "\"><script>alert(1)</script>")])
        let answer = carrier.response(website.context(for: try request(.get, "/saml/continue/1", language)))
        #expect(answer.page.faults.isEmpty)
        #expect(answer.formTargets == .serviceProviders)
        #expect(answer.page.forms.contains("https://net.example/acs?a=1&b=2"))
        #expect(answer.page.value(of: "SAMLResponse") == "PD94+/=")
        #expect(answer.page.value(of: "RelayState") == "\"><script>alert(1)</script>")
    }

    @Test func `a chooser has one button for each answer`() throws {
        let chooser = Chooser(
            action: "/ouvrir/net", name: "structure",
            choices: [
                .init(value: "1", label: "Ville de Valmont"), .init(value: "2", label: "CCAS", detail: "rattaché"),
            ])
        let context = website.context(for: try request())
        let page = Page(Text(fr: "Ouvrir pour", en: "Open on behalf of"), content: chooser.html(context)).response(
            context)
        #expect(page.page.faults.isEmpty)
        #expect(page.page.value(of: "structure") == "1")
    }

    @Test func `initials are those of the first and the last word`() {
        #expect(nadia.initials == "NB")
        #expect(SignedInPerson(displayName: "Élodie", standing: Words.profile).initials == "É")
        #expect(SignedInPerson(displayName: "", standing: Words.profile).initials.isEmpty)
    }

    @Test func `a sentence keeps its parts in place and escapes the rest`() {
        let sentence = Text(fr: "Écrivez à {0} <b> {1} {x", en: "Write to {0}")
        #expect(sentence.html(.fr, "<i>x</i>").string == "Écrivez à <i>x</i> &lt;b&gt; {1} {x")
    }
}
