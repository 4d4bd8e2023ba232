import Calendar
import Directory
import FoundationEssentials
import HTTP
import Markup
import Pages

/// The form of a message on the portal: words in both languages, from when until when.
struct PortalMessageForm {
    var french = ""
    var english = ""
    var startDay = ""
    var startTime = ""
    var endDay = ""
    var endTime = ""
    var version = 0

    /// An empty form: from now on.
    init() {}

    /// What is planned.
    init(_ message: PortalMessage) {
        french = message.text.fr
        english = message.text.en
        (startDay, startTime) = Self.written(message.startsAt)
        if let end = message.endsAt { (endDay, endTime) = Self.written(end) }
        version = message.version
    }

    /// What was posted.
    init(_ form: Parameters) throws(HTTPError) {
        french = try form.only("texte") ?? ""
        english = try form.only("anglais") ?? ""
        startDay = try form.only("debut") ?? ""
        startTime = try form.only("debut-heure") ?? ""
        endDay = try form.only("fin") ?? ""
        endTime = try form.only("fin-heure") ?? ""
        version = try form.only("version").flatMap { Int($0) } ?? 0
    }

    private static func written(_ moment: Date) -> (String, String) {
        let clock = Zone.paris.wallClock(at: moment)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return (CalendarDay(moment).text, "\(two(clock.hour)):\(two(clock.minute))")
    }

    var text: Bilingual { Bilingual(fr: french, en: english) }

    // MARK: - Moments

    /// From when until when; errors where a moment cannot be read.
    func period(now: Date) -> (start: Date, end: Date?, errors: [FieldError]) {
        var errors: [FieldError] = []
        var start = now
        if !startDay.isEmpty || !startTime.isEmpty {
            if let moment = Self.moment(startDay, startTime, orElse: "00:00", now: now) {
                start = moment
            } else {
                errors.append(FieldError("debut", Self.unreadable))
            }
        }
        var end: Date?
        if !endDay.isEmpty || !endTime.isEmpty {
            end = Self.moment(endDay, endTime, orElse: "23:59", now: now)
            if end == nil { errors.append(FieldError("fin", Self.unreadable)) }
        }
        return (start, end, errors)
    }

    private static let unreadable = Text(
        fr: "Choisissez un jour et une heure, par exemple 03/12/2026 et 18:00",
        en: "Choose a day and a time, for example 03/12/2026 and 18:00")

    /// A day without a time, or a time without a day, which means today.
    private static func moment(_ day: String, _ time: String, orElse fallback: String, now: Date) -> Date? {
        guard let day = day.isEmpty ? CalendarDay(now) : CalendarDay(day) else { return nil }
        let parts = (time.isEmpty ? fallback : time).split { $0 == ":" || $0 == "h" || $0 == " " }
        guard (1...3).contains(parts.count), let hour = Int(parts[0]), (0...23).contains(hour),
            let minute = parts.count > 1 ? Int(parts[1]) : 0, (0...59).contains(minute)
        else { return nil }
        return day.at(hour: hour, minute: minute)
    }

    // MARK: - Fields

    func html(_ language: Language, _ errors: [FieldError]) -> HTML {
        let english = Text(
            fr: "Facultatif : sans lui, les pages en anglais montrent le français.",
            en: "Optional: without it, English pages show the French.")
        let when = Text(
            fr: "Laissez vide pour commencer maintenant.", en: "Leave empty to begin now.")
        let until = Text(
            fr: "Laissez vide pour un message qui reste jusqu’à ce que vous le retiriez.",
            en: "Leave empty for a message that stays until you remove it.")
        return """
            <input type="hidden" name="version" value="\(version)">\
            \(area("texte", Text(fr: "Message", en: "Message"), french,
                Text(fr: "La première phrase ressort. 600 caractères au plus.", en: "The first sentence stands out. At most 600 characters."), language, errors))\
            \(area("anglais", Text(fr: "Message en anglais", en: "Message in English"), self.english, english, language, errors, tongue: "en"))\
            <fieldset class="boxes"><legend>\(Text(fr: "Affiché à partir de", en: "Shown from")[language])</legend>\
            <div class="hint">\(when[language])</div><div class="inline">\
            \(Field("debut", Text(fr: "Jour de début", en: "First day"), kind: .date, value: startDay, isRequired: false).html(language, errors: errors))\
            \(Field("debut-heure", Text(fr: "Heure de début", en: "From the time"), kind: .time, value: startTime, isRequired: false).html(language))\
            </div></fieldset>\
            <fieldset class="boxes"><legend>\(Text(fr: "Jusqu’à", en: "Until")[language])</legend>\
            <div class="hint">\(until[language])</div><div class="inline">\
            \(Field("fin", Text(fr: "Jour de fin", en: "Last day"), kind: .date, value: endDay, isRequired: false).html(language, errors: errors))\
            \(Field("fin-heure", Text(fr: "Heure de fin", en: "Until the time"), kind: .time, value: endTime, isRequired: false).html(language))\
            </div></fieldset>
            """
    }

    private func area(
        _ name: String, _ label: Text, _ value: String, _ hint: Text, _ language: Language, _ errors: [FieldError],
        tongue: String? = nil
    ) -> HTML {
        let error = errors.first { $0.field == name }
        return """
            <div class="field\(" bad", if: error != nil)"><label for="\(name)">\(label[language])</label>\
            <div class="hint" id="\(name)-aide">\(hint[language])</div>\(error.map { $0.html(language) })\
            <textarea id="\(name)" name="\(name)" rows="3" maxlength="600"\(attribute: "lang", tongue) \
            aria-describedby="\(name)-aide\(error == nil ? "" : " \(name)-erreur")"\
            \(attribute: "aria-invalid", error == nil ? nil : "true")>\(value)</textarea></div>
            """
    }
}
