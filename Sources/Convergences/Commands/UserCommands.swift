/// `convergences user`: accounts, one per e-mail address.
enum UserCommands {
    static let user = Argument("USER", "id or address")
    static let structureOption = Option("structure", "STRUCTURE", "id, SIRET or exact name", .required)

    static let group = Command.group(
        "user", "People's accounts, one per e-mail address",
        [
            Command(
                name: "add", summary: "Add an account, attached to a structure",
                options: [
                    Option("email", "ADDRESS", "the address the person signs in with", .required),
                    Option("given-name", "NAME", "prénom", .required), Option("family-name", "NAME", "nom", .required),
                    structureOption, Option("language", "LANGUAGE", "fr (default) or en"),
                    Option("departs", "DAY", "the day from which the account no longer works"),
                    Option.flag("new-person", "the address was someone else's, deleted lately"),
                    Option.flag("password-stdin", "set the password read from the standard input, one line"),
                    Option.flag("activation-link", "print the link with which the person chooses a password"),
                    Option.flag("invite", "send that link by mail"),
                ],
                examples: [
                    "convergences user add --email elodie.barbier@ville-valmont.example --given-name Élodie "
                        + "--family-name Barbier --structure 'Ville de Valmont' --invite"
                ],
                action: UserEditing.add),
            Command(
                name: "list", summary: "List accounts by name",
                options: [
                    Option("structure", "STRUCTURE", "of this structure only"),
                    Option("limit", "NUMBER", "at most so many (50)"),
                    Option("after", "USER", "from the one after this account on"),
                ],
                action: UserShowing.list),
            Command(
                name: "show", summary: "Show an account with its structures, rights and last sign-ins",
                arguments: [user], action: UserShowing.show),
            Command(
                name: "edit", summary: "Correct a name, an address, the language or the departure", arguments: [user],
                options: [
                    Option("email", "ADDRESS", "new address"), Option("given-name", "NAME", "prénom"),
                    Option("family-name", "NAME", "nom"), Option("language", "LANGUAGE", "fr or en"),
                    Option("departs", "DAY", "the day from which the account no longer works; \"never\" for none"),
                ],
                action: UserEditing.edit),
            Command(
                name: "suspend", summary: "Hold an account back; its sessions end", arguments: [user],
                action: UserEditing.suspend),
            Command(
                name: "resume", summary: "Let a suspended account work again", arguments: [user],
                action: UserEditing.resume),
            Command(
                name: "delete", summary: "Delete an account; its sessions end, it can be restored for a while",
                arguments: [user], action: UserEditing.delete),
            Command(
                name: "restore", summary: "Take a deletion back", arguments: [user], action: UserEditing.restore),
            Command(
                name: "attach", summary: "Attach an account to a further structure", arguments: [user],
                options: [structureOption], action: UserEditing.attach),
            Command(
                name: "detach", summary: "Detach an account from a structure, with its rights there",
                arguments: [user], options: [structureOption], action: UserEditing.detach),
            Command(
                name: "password", summary: "Set a password read from the standard input, one line", arguments: [user],
                examples: ["convergences user password elodie.barbier@ville-valmont.example < password.txt"],
                action: UserPassword.set),
            Command(
                name: "invite",
                summary: "Send a person the link to their first password by mail; older links stop working",
                arguments: [user], examples: ["convergences user invite elodie.barbier@ville-valmont.example"],
                action: UserPassword.invite),
            Command(
                name: "activation-link",
                summary: "Print a link with which the person chooses a password; older links stop working",
                arguments: [user], action: UserPassword.link),
        ])
}
