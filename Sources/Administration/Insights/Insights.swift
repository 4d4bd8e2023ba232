import Accounts
import Calendar
import Directory
import FoundationEssentials
import Markup
import Pages

/// What the figures are made from, for one person at one moment.
struct Insights {
    static let path = "/suivi"
    static let periods = [30, 90]
    /// The figures that everybody here sees, and those of operators; each has a file.
    static let files = ["connexions", "dormants", "jamais-actives", "applications"]
    static let filesOfOperators = ["echecs", "structures"]
    static let title = Text(fr: "Suivi", en: "Insights")

    let accounts: Accounts
    let directory: Directory
    let user: SignedInUser
    let now: Date
    let language: Language
    /// How many days the figures along time have.
    let days: Int

    private var scope: Scope { user.scope }

    func figures() throws -> [InsightFigure] {
        let moment = try directory.read { view throws(DirectoryError) in try view.listMoment(now) }
        var figures = [try signIns(), try dormant(moment), try neverActivated(moment), try byApplication(moment)]
        if user.isOperator { figures += [try failures(), try byStructure()] }
        return figures
    }

    // MARK: - Along time

    /// The days of the period, today last.
    private var calendar: [CalendarDay] {
        let today = CalendarDay(now)
        return Array(today.advanced(by: 1 - days)...today)
    }

    private func signIns() throws -> InsightFigure {
        let days = calendar
        let start = days.first?.start() ?? now
        var counts: [CalendarDay: Int] = [:]
        for count in try accounts.signInCounts(of: SignInEventGroup.successes.kinds, in: scope, since: start) {
            counts[CalendarDay(count.hour), default: 0] += count.count
        }
        let rows = days.map { day in
            InsightFigure.Row(
                label: Dates.shortDay(day), count: counts[day] ?? 0, isQuiet: day.weekday > 5)
        }
        let total = rows.reduce(0) { $0 + $1.count }
        let most = zip(days, rows).max { $0.1.count < $1.1.count }
        let first = try accounts.firstSignInEvent()
        let isYoung = first.map { $0 > now - 7 * 86_400 } ?? true
        return InsightFigure(
            id: "connexions", title: Text(fr: "Connexions par jour", en: "Sign-ins per day"),
            caption: caption(total: total, most: most.map { ($0.0, $0.1.count) }),
            unit: Text(fr: "Connexions", en: "Sign-ins"), scale: Text(fr: "Jour", en: "Day"), shape: .columns,
            rows: rows,
            list: (Text(fr: "Voir les connexions", en: "See the sign-ins"), connections(.successes, since: days.first)),
            file: file("connexions"),
            missing: isYoung
                ? Text(
                    fr: "Il faut sept jours de connexions pour tracer une courbe.",
                    en: "Seven days of sign-ins are needed before they are drawn.") : nil)
    }

    private func caption(total: Int, most: (CalendarDay, Int)?) -> Text {
        guard total > 0, let (day, count) = most else {
            return Text(fr: "Aucune connexion en \(days) jours.", en: "No sign-in in \(days) days.")
        }
        func number(_ value: Int, _ language: Language) -> String { Numbers.grouped(value, language) }
        return Text(
            fr:
                "\(number(total, .fr)) \(total < 2 ? "connexion" : "connexions") en \(days) jours, le plus le \(Dates.day(day, .fr)) (\(number(count, .fr))).",
            en:
                "\(number(total, .en)) \(total == 1 ? "sign-in" : "sign-ins") in \(days) days, most on \(Dates.day(day, .en)) (\(number(count, .en)))."
        )
    }

    private func failures() throws -> InsightFigure {
        let first = calendar.first
        let kinds = SignInEventGroup.failures.kinds
        var counts: [SignInEvent.Kind: Int] = [:]
        for count in try accounts.signInCounts(of: kinds, in: scope, since: first?.start() ?? now) {
            counts[count.kind, default: 0] += count.count
        }
        let rows = kinds.map { InsightFigure.Row(label: $0.cause[language], count: counts[$0] ?? 0) }
            .sorted { $0.count > $1.count }
        let total = rows.reduce(0) { $0 + $1.count }
        let most = rows.first.map(\.label) ?? ""
        let caption =
            total == 0
            ? Text(fr: "Aucun échec en \(days) jours.", en: "No failure in \(days) days.")
            : Text(
                fr: "\(Numbers.grouped(total, .fr)) échecs de connexion en \(days) jours ; première cause : \(most).",
                en: "\(Numbers.grouped(total, .en)) failed sign-ins in \(days) days; first cause: \(most).")
        return InsightFigure(
            id: "echecs", title: Text(fr: "Échecs de connexion par cause", en: "Failed sign-ins by cause"),
            caption: caption, unit: Text(fr: "Échecs", en: "Failures"), scale: Text(fr: "Cause", en: "Cause"),
            shape: .bars, rows: rows,
            list: (Text(fr: "Voir les échecs", en: "See the failures"), connections(.failures, since: first)),
            file: file("echecs"))
    }

    private func connections(_ group: SignInEventGroup, since day: CalendarDay?) -> String {
        let from = day.map { "&du=\($0.text)" } ?? ""
        return "\(ConnectionsState.path)?vue=\(group.rawValue)\(from)"
    }

    private func file(_ id: String) -> String { "\(Self.path)/\(id)/export?jours=\(days)" }

    // MARK: - Accounts

    private func dormant(_ moment: ListMoment) throws -> InsightFigure {
        let ages = try directory.read { view throws(DirectoryError) in try view.dormantByAge(in: scope, at: moment) }
        let total = ages.reduce(0) { $0 + $1.count }
        let year = ages.filter { $0.fromDays >= 360 }.reduce(0) { $0 + $1.count }
        let caption =
            total == 0
            ? Text(
                fr: "Aucun compte dormant : aucun n’a passé \(moment.dormantDays) jours sans connexion.",
                en: "No dormant account: none has gone \(moment.dormantDays) days without a sign-in.")
            : Text(
                fr:
                    "\(Numbers.grouped(total, .fr)) \(total < 2 ? "compte dormant" : "comptes dormants")\(part(year, .fr, "depuis environ un an ou plus")).",
                en:
                    "\(Numbers.grouped(total, .en)) dormant \(total == 1 ? "account" : "accounts")\(part(year, .en, "for about a year or more"))."
            )
        return InsightFigure(
            id: "dormants", title: Text(fr: "Comptes dormants par ancienneté", en: "Dormant accounts by age"),
            caption: caption, unit: Self.users, scale: Text(fr: "Sans connexion depuis", en: "No sign-in for"),
            shape: .bars, rows: rows(ages),
            list: (Text(fr: "Voir les dormants", en: "See the dormant ones"), UserListState.path(.dormant)),
            file: file("dormants"))
    }

    private func neverActivated(_ moment: ListMoment) throws -> InsightFigure {
        let ages = try directory.read { view throws(DirectoryError) in
            try view.neverActivatedByAge(in: scope, at: moment)
        }
        let total = ages.reduce(0) { $0 + $1.count }
        let month = ages.filter { $0.fromDays >= 30 }.reduce(0) { $0 + $1.count }
        let caption =
            total == 0
            ? Text(fr: "Chacun a créé son mot de passe.", en: "Everyone has made a password.")
            : Text(
                fr:
                    "\(Numbers.grouped(total, .fr)) \(total < 2 ? "compte jamais activé" : "comptes jamais activés")\(part(month, .fr, "depuis plus de 30 jours")).",
                en:
                    "\(Numbers.grouped(total, .en)) \(total == 1 ? "account" : "accounts") never activated\(part(month, .en, "for more than 30 days"))."
            )
        return InsightFigure(
            id: "jamais-actives", title: Text(fr: "Jamais activés par ancienneté", en: "Never activated by age"),
            caption: caption, unit: Self.users, scale: Text(fr: "Référencés depuis", en: "Registered for"),
            shape: .bars, rows: rows(ages),
            list: (
                Text(fr: "Voir les jamais activés", en: "See the never activated"), UserListState.path(.neverActivated)
            ),
            file: file("jamais-actives"))
    }

    /// « , dont 12 depuis plus de 30 jours »; nothing of none.
    private func part(_ count: Int, _ language: Language, _ since: String) -> String {
        let of = language == .fr ? "dont \(Numbers.grouped(count, .fr))" : "\(Numbers.grouped(count, .en)) of them"
        return count == 0 ? "" : ", \(of) \(since)"
    }

    private static let users = Text(fr: "Utilisateurs", en: "Users")

    /// « 180 à 270 jours », « plus de 540 jours ».
    private func rows(_ ages: [AgeCount]) -> [InsightFigure.Row] {
        ages.indices.map { index in
            let from = ages[index].fromDays
            let label =
                index + 1 < ages.count
                ? Text(
                    fr: "\(from) à \(ages[index + 1].fromDays) jours", en: "\(from) to \(ages[index + 1].fromDays) days"
                )
                : Text(fr: "plus de \(from) jours", en: "more than \(from) days")
            return InsightFigure.Row(label: label[language], count: ages[index].count)
        }
    }

    private func byApplication(_ moment: ListMoment) throws -> InsightFigure {
        let counted = try directory.read { view throws(DirectoryError) in
            try view.usersByApplication(in: scope, at: moment).map {
                (name: $0.application.name, id: $0.application.id, users: $0.users)
            }
        }.sorted { $0.users > $1.users }
        let rows = counted.map {
            InsightFigure.Row(label: $0.name, count: $0.users, path: "\(UserWords.list)?application=\($0.id)")
        }
        let most = counted.first { $0.users > 0 }
        let caption =
            most.map {
                Text(
                    fr:
                        "L’application la plus ouverte est \($0.name) : \(Numbers.grouped($0.users, .fr)) \($0.users < 2 ? "utilisateur" : "utilisateurs").",
                    en:
                        "The application open to most is \($0.name): \(Numbers.grouped($0.users, .en)) \($0.users == 1 ? "user" : "users")."
                )
            }
            ?? Text(
                fr: "Aucune application n’est encore ouverte à personne.", en: "No application is open to anyone yet.")
        return InsightFigure(
            id: "applications", title: Text(fr: "Utilisateurs par application", en: "Users per application"),
            caption: caption, unit: Self.users, scale: UserWords.application, shape: .bars, rows: rows,
            file: file("applications"))
    }

    private func byStructure() throws -> InsightFigure {
        let counted = try directory.read { view throws(DirectoryError) in
            try view.usersByStructure(in: scope, limit: 15).map { (id: $0.structure, name: $0.name, users: $0.users) }
        }
        let rows = counted.map {
            InsightFigure.Row(label: $0.name, count: $0.users, path: "\(UserWords.list)?structure=\($0.id)")
        }
        let caption =
            counted.first.map {
                Text(
                    fr: "La structure qui a le plus d’utilisateurs est \($0.name) (\(Numbers.grouped($0.users, .fr))).",
                    en: "The organisation with most users is \($0.name) (\(Numbers.grouped($0.users, .en))).")
            } ?? Text(fr: "Aucun utilisateur pour l’instant.", en: "No user yet.")
        return InsightFigure(
            id: "structures",
            title: Text(fr: "Les structures qui ont le plus d’utilisateurs", en: "Organisations with most users"),
            caption: caption, unit: Self.users, scale: UserWords.structure, shape: .bars, rows: rows,
            file: file("structures"))
    }
}

extension SignInEvent.Kind {
    /// Why a sign-in failed, in a few words.
    fileprivate var cause: Text {
        switch self {
        case .wrongPassword: Text(fr: "mot de passe incorrect", en: "wrong password")
        case .neverActivated: Text(fr: "mot de passe pas encore créé", en: "no password made yet")
        case .suspended: Text(fr: "compte suspendu", en: "account suspended")
        case .departed: Text(fr: "date de départ passée", en: "departure date passed")
        case .deleted: Text(fr: "compte supprimé", en: "account deleted")
        case .unknownAddress: Text(fr: "adresse inconnue", en: "unknown address")
        case .blocked: Text(fr: "trop d’essais", en: "too many attempts")
        case .signedIn, .signedOut, .confirmed, .activated, .passwordChanged, .passwordReset, .passwordSet,
            .linkCreated, .sessionsEnded:
            Text(fr: "–", en: "–")
        }
    }
}
