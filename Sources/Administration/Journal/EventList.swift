import Calendar
import Directory
import FoundationEssentials
import HTTP
import Markup
import Pages

/// What the journal and the sign-ins share: events under the days on which they happened, the newest first, and the way
/// from page to page.
struct EventList<Line> {
    let lines: [Line]
    let hasPrevious: Bool
    let hasNext: Bool
    /// When an event happened.
    let moment: (Line) -> Date
    /// An event as an item of the day's list.
    let row: (Line) -> HTML

    /// The addresses of the pages around this one.
    struct Pages {
        let first: String
        let last: String
        /// Before an event of this page, and after one.
        let before: (Line) -> String
        let after: (Line) -> String
    }

    /// The list under what is told of it, and its pages.
    func html(_ visit: Visit, told: HTML, _ pages: Pages) -> HTML {
        let language = visit.language
        let today = CalendarDay(visit.now)
        let sections: [HTML] = days.map { day, lines in
            """
            <section class="day"><h2>\(JournalWords.day(day, today: today, language))</h2>\
            <ul class="log">\(lines.map(row))</ul></section>
            """
        }
        return """
            <p class="chips">\(told)</p><div class="card journal">\(sections)</div>\(pager(pages, language))\
            <div class="gap"></div>
            """
    }

    private var days: [(CalendarDay, [Line])] {
        var days: [(day: CalendarDay, lines: [Line])] = []
        for line in lines {
            let day = CalendarDay(moment(line))
            if days.last?.day == day {
                days[days.count - 1].lines.append(line)
            } else {
                days.append((day, [line]))
            }
        }
        return days.map { ($0.day, $0.lines) }
    }

    private func pager(_ pages: Pages, _ language: Language) -> HTML {
        let shown = Numbers.counted(
            lines.count, one: Text(fr: "événement sur cette page", en: "event on this page"),
            many: Text(fr: "événements sur cette page", en: "events on this page"), language)
        return Pager(
            first: hasPrevious ? pages.first : nil, previous: hasPrevious ? lines.first.map(pages.before) : nil,
            next: hasNext ? lines.last.map(pages.after) : nil, last: hasNext ? pages.last : nil,
            position: Text(fr: shown, en: shown)
        ).html(language)
    }
}

extension Parameters {
    /// Where a page of a list begins: `?apres=…`, `?avant=…`, `?page=derniere`.
    func pagePlace<Row>() throws(HTTPError) -> PagePlace<Row> {
        if let id: ID<Row> = try id("apres") { return .after(id) }
        if let id: ID<Row> = try id("avant") { return .before(id) }
        return try only("page") == "derniere" ? .last : .first
    }
}
