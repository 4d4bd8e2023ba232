import FoundationEssentials
import Markup
import Pages

/// The keys of the site, to be looked at: they are changed by those who administer the machine.
struct SiteKeyList {
    let keys: [Surroundings.Key]
    let visit: Visit

    private var language: Language { visit.language }

    var html: HTML {
        let since = Text(fr: "depuis le", en: "since")[language]
        let until = Text(fr: "certificat jusqu’au", en: "certificate until")[language]
        let rows: [HTML] = keys.map { key in
            let tag = Tag(key.state, key.isInUse ? .good : .attention, icon: key.isInUse ? .done : .clock, language)
            return """
                <li><span class="lab">\(key.use[language])<small><code>\(key.mark)</code></small>\
                <small>\(since) \(visit.day(key.since)), \(until) \(visit.day(key.endsAt))</small></span>\(tag.html)</li>
                """
        }
        let words = Text(
            fr: "Elles se changent sur le serveur, par la commande « convergences key ».",
            en: "They are changed on the server, by the command “convergences key”.")
        return "<ul class=\"rows\">\(rows)</ul><p class=\"hint\">\(words[language])</p>"
    }
}
