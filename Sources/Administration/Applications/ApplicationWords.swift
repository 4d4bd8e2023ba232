import Directory
import Markup
import Pages

/// Words and paths that several pages of applications share.
enum ApplicationWords {
    /// The path of a role, `group\role`, that a narrow screen may break behind the backslash.
    static func breakable(_ path: String) -> HTML {
        var html = HTML.empty
        for (index, part) in path.split(separator: "\\", omittingEmptySubsequences: false).enumerated() {
            html += index == 0 ? "\(part)" : "\\<wbr>\(part)"
        }
        return html
    }

    static let add = Text(fr: "Ajouter", en: "Add")
    static let assign = Text(fr: "Affecter", en: "Assign")
    static let revoke = Text(fr: "Retirer l’habilitation", en: "Revoke")
    static let alreadyMember = Text(fr: "déjà membre", en: "already a member")
    static let notOpen = Text(
        fr: "application non ouverte à cette structure", en: "application not open to this organisation")
    static let grantedByOwner = Text(fr: "attribué par le CIG", en: "granted by the CIG")

    /// An application's own page.
    static func path(_ application: Application) -> String { "/annuaire/applications/\(application.slug)" }

    /// A role's members.
    static func path(_ role: Role, of application: Application) -> String {
        "\(path(application))/\(role.id.rawValue)"
    }

    static func path(_ role: Role, in branches: [ApplicationTreeView.Branch]) -> String {
        branches.first { $0.application.id == role.application }.map { path(role, of: $0.application) } ?? "/"
    }

    /// The pages above those of an application.
    static func crumbs(_ application: Application? = nil, _ role: Role? = nil, isOperator: Bool) -> [Crumb] {
        // « Applications » is the portal in a breadcrumb: the list of the same name goes by the directory it is of.
        var crumbs: [Crumb] = [.portal, Crumb(.directory, DirectoryTabs.Tab.applications.path)]
        if let application, isOperator {
            crumbs.append(Crumb(Text(fr: application.name, en: application.name), path(application)))
        }
        if let application, let role {
            crumbs.append(Crumb(Text(fr: role.path, en: role.path), path(role, of: application)))
        }
        return crumbs
    }
}
