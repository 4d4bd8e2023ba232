package import Markup

/// A message on a page: of the operator, of what was just done, of what failed.
package struct Notice: Sendable {
    /// The tone: a colour, an icon, and how it is announced.
    package enum Tone: Sendable {
        /// Tells; part of the page, not announced.
        case info
        /// What was asked is done (`role=status`).
        case done
        /// Something will happen or is missing; part of the page.
        case warning
        /// What was asked is not done (`role=alert`).
        case failed
    }

    private let tone: Tone
    private let content: HTML

    /// A message; `content` is made of paragraphs.
    package init(_ tone: Tone, _ content: HTML) {
        self.tone = tone
        self.content = content
    }

    /// The message in its box.
    package var html: HTML {
        let (style, role, icon): (String, String, Icon) =
            switch tone {
            case .info: ("note", "note", .info)
            case .done: ("note ok", "status", .done)
            case .warning: ("note warn", "note", .warning)
            case .failed: ("note bad", "alert", .warning)
            }
        return "<div class=\"\(style)\" role=\"\(role)\">\(icon.html)<div>\(content)</div></div>"
    }
}
