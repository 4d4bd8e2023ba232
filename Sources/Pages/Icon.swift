package import Markup

/// One line drawing of 24 × 24 units, drawn in the colour of the text around it.
///
/// Icons never carry meaning alone: a word stands beside each of them, so all are hidden from assistive technology.
package struct Icon: Sendable {
    private let shapes: HTML

    init(_ shapes: HTML) {
        self.shapes = shapes
    }

    /// The drawing as an inline `<svg>`: no request, no style attribute, colour from `currentColor`.
    package var html: HTML {
        "<svg viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\">\(shapes)</svg>"
    }
}

// MARK: - Actions and states

extension Icon {
    /// Leaves for another place: opens an application.
    package static let open = Icon("<path d=\"M7 17 17 7M9 7h8v8\"/>")
    /// Goes on to a page of this site.
    package static let next = Icon("<path d=\"m9 5 7 7-7 7\"/>")
    /// Goes back to the page before.
    package static let back = Icon("<path d=\"M19 12H5M11 6l-6 6 6 6\"/>")
    /// Signs out.
    package static let signOut = Icon(
        "<path d=\"M14 4H6.5A1.5 1.5 0 0 0 5 5.5v13A1.5 1.5 0 0 0 6.5 20H14M10 12h11M17.5 8.5 21 12l-3.5 3.5\"/>")
    /// Signs in.
    package static let signIn = Icon(
        "<path d=\"M10 4h7.5A1.5 1.5 0 0 1 19 5.5v13a1.5 1.5 0 0 1-1.5 1.5H10M3 12h11M10.5 8.5 14 12l-3.5 3.5\"/>")
    /// Tells something.
    package static let info = Icon("<circle cx=\"12\" cy=\"12\" r=\"9\"/><path d=\"M12 11v5M12 7.8h.01\"/>")
    /// Warns: something failed, or will be lost.
    package static let warning = Icon("<path d=\"M12 3.5 2.5 20h19zM12 10v4.5M12 17.3h.01\"/>")
    /// Done, or active.
    package static let done = Icon("<path d=\"m5 12.5 4.5 4.5L19 7.5\"/>")
    /// Waiting, or asleep.
    package static let clock = Icon("<circle cx=\"12\" cy=\"12\" r=\"9\"/><path d=\"M12 7v5l3.5 2\"/>")
    /// Closed to the person.
    package static let lock = Icon(
        "<rect x=\"5\" y=\"10.5\" width=\"14\" height=\"10\" rx=\"2\"/><path d=\"M8 10.5V7a4 4 0 0 1 8 0v3.5\"/>")
    /// A right, or a password.
    package static let key = Icon(
        "<circle cx=\"8\" cy=\"15\" r=\"4.5\"/><path d=\"m11.5 11.5 8-8M16 7l2.5 2.5\"/>")
    /// A message.
    package static let mail = Icon(
        "<rect x=\"3\" y=\"5.5\" width=\"18\" height=\"13\" rx=\"2\"/><path d=\"m4 7.5 8 6 8-6\"/>")
    /// A computer.
    package static let computer = Icon(
        "<rect x=\"3\" y=\"4.5\" width=\"18\" height=\"12\" rx=\"2\"/><path d=\"M8.5 20.5h7M12 16.5v4\"/>")
    /// A telephone or a tablet.
    package static let phone = Icon(
        "<rect x=\"7\" y=\"2.5\" width=\"10\" height=\"19\" rx=\"2.5\"/><path d=\"M11 18.5h2\"/>")
    /// A person.
    package static let person = Icon(
        "<circle cx=\"12\" cy=\"8\" r=\"4\"/><path d=\"M4.5 20.5c.6-4 3.6-6 7.5-6s6.9 2 7.5 6\"/>")
    /// A structure.
    package static let building = Icon(
        "<path d=\"M4 21V6.5L12 3l8 3.5V21M2.5 21h19M9 21v-5h6v5M8 9.5h.01M12 9.5h.01M16 9.5h.01M8 13h.01M12 13h.01M16 13h.01\"/>"
    )
    /// Help.
    package static let help = Icon(
        "<circle cx=\"12\" cy=\"12\" r=\"9\"/><path d=\"M9.5 9.3a2.6 2.6 0 1 1 3.7 2.6c-.8.4-1.2.9-1.2 1.8M12 16.8h.01\"/>"
    )
    /// As the computer says: light by day, dark by night.
    package static let systemTheme = Icon(
        "<circle cx=\"12\" cy=\"12\" r=\"8.5\"/><path d=\"M12 3.5v17a8.5 8.5 0 0 0 0-17z\" fill=\"currentColor\"/>")
    /// The world: languages, a web site.
    package static let globe = Icon(
        "<circle cx=\"12\" cy=\"12\" r=\"9\"/><path d=\"M3.5 9.5h17M3.5 14.5h17M12 3c3 3 3.6 6 3.6 9s-.6 6-3.6 9c-3-3-3.6-6-3.6-9S9 6 12 3z\"/>"
    )
    /// Light.
    package static let sun = Icon(
        "<circle cx=\"12\" cy=\"12\" r=\"4\"/><path d=\"M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4\"/>"
    )
    /// Dark.
    package static let moon = Icon("<path d=\"M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z\"/>")
}

// MARK: - Applications

extension Icon {
    /// The drawings an operator may choose for an application, by the name kept in the directory.
    package static let applications: [String: Icon] = [
        "book": Icon(
            "<path d=\"M4 5.5A2.5 2.5 0 0 1 6.5 3H20v15H6.5A2.5 2.5 0 0 0 4 20.5z\"/><path d=\"M4 20.5A2.5 2.5 0 0 0 6.5 21H20v-3\"/><path d=\"M8.5 7.5h7M8.5 11h5\"/>"
        ),
        "globe": globe,
        "calculator": Icon(
            "<rect x=\"5\" y=\"3\" width=\"14\" height=\"18\" rx=\"2.5\"/><path d=\"M8.5 7.5h7M8.5 12h.01M12 12h.01M15.5 12h.01M8.5 16h.01M12 16h.01M15.5 16h.01\"/>"
        ),
        "ballot": Icon(
            "<path d=\"M4 13h16v7H4zM8 13V8.5M16 13V8.5\"/><path d=\"m9 5.5 2.2 2.2L15.5 3\"/><path d=\"M9.5 16.5h5\"/>"
        ),
        "people": Icon(
            "<circle cx=\"9\" cy=\"8.5\" r=\"3.5\"/><path d=\"M2.5 20c.5-3.7 3-5.5 6.5-5.5s6 1.8 6.5 5.5M15.5 5.2a3.5 3.5 0 0 1 0 6.6M17.5 14.8c2.3.6 3.7 2.4 4 5.2\"/>"
        ),
        "calendar": Icon(
            "<rect x=\"3.5\" y=\"5\" width=\"17\" height=\"16\" rx=\"2.5\"/><path d=\"M3.5 10h17M8 2.5V7M16 2.5V7\"/>"),
        "folder": Icon(
            "<path d=\"M3 18V6.5A1.5 1.5 0 0 1 4.5 5H9l2.5 2.5h8A1.5 1.5 0 0 1 21 9v9a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 18z\"/>"
        ),
        "chart": Icon("<path d=\"M4 4v16h16M8.5 16v-4M12.5 16V8M16.5 16v-6\"/>"),
        "health": Icon(
            "<path d=\"M12 20.5S3.5 15.5 3.5 9.3A4.6 4.6 0 0 1 12 6.8a4.6 4.6 0 0 1 8.5 2.5c0 6.2-8.5 11.2-8.5 11.2z\"/>"
        ),
        "training": Icon("<path d=\"M12 4 2 9l10 5 10-5zM6 11.2V16c2.5 2.5 9.5 2.5 12 0v-4.8M22 9v6\"/>"),
    ]

    /// What stands for an application without a drawing, or with a name this version does not know.
    package static let anyApplication = Icon(
        "<rect x=\"4\" y=\"4\" width=\"6.5\" height=\"6.5\" rx=\"1.5\"/><rect x=\"13.5\" y=\"4\" width=\"6.5\" height=\"6.5\" rx=\"1.5\"/><rect x=\"4\" y=\"13.5\" width=\"6.5\" height=\"6.5\" rx=\"1.5\"/><rect x=\"13.5\" y=\"13.5\" width=\"6.5\" height=\"6.5\" rx=\"1.5\"/>"
    )
}
