package import Markup

/// Lines that converge: the mark, and the portal's only ornament.
package enum Ornament {
    /// Three strokes into a dot.
    static let mark: HTML = """
        <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false">\
        <path d="M3 5c11 0 11.5 11 19 11M3 16h19M3 27c11 0 11.5-11 19-11"/>\
        <circle cx="26.5" cy="16" r="3.5" fill="currentColor" stroke="none"/></svg>
        """

    /// Fourteen lines into a point; placed and coloured by the style of what holds it.
    package static let lines: HTML = """
        <svg class="lines" viewBox="0 0 660 400" preserveAspectRatio="xMaxYMid slice" aria-hidden="true" \
        focusable="false"><path d="\(strokes)"/><circle cx="642" cy="200" r="7" fill="currentColor" stroke="none"/></svg>
        """

    private static let strokes = [-40, 10, 55, 95, 130, 160, 185, 215, 240, 270, 305, 345, 390, 440]
        .map { "M0 \($0)C260 \($0) 330 200 640 200" }.joined()
}
