import Markup

// The drawings of the directory's pages.
extension Icon {
    /// Further actions (⋮).
    package static let more = Icon("<path d=\"M12 5.5h.01M12 12h.01M12 18.5h.01\" stroke-width=\"3\"/>")
    /// Adds one more.
    package static let add = Icon("<path d=\"M12 5v14M5 12h14\"/>")
    /// Takes away, or closes.
    package static let remove = Icon("<path d=\"m6 6 12 12M18 6 6 18\"/>")
    /// Looks for something.
    package static let search = Icon("<circle cx=\"10.5\" cy=\"10.5\" r=\"6.5\"/><path d=\"m15.5 15.5 5 5\"/>")
    /// Changes something.
    package static let edit = Icon("<path d=\"M4 20h4L19.5 8.5l-4-4L4 16zM13.5 6.5l4 4\"/>")
    /// Deletes.
    package static let delete = Icon(
        "<path d=\"M4.5 6.5h15M9.5 6.5V4h5v2.5M6.5 6.5l1 14h9l1-14\"/>")
    /// Takes a deletion back.
    package static let restore = Icon("<path d=\"M4 9h10.5a5.5 5.5 0 0 1 0 11H8M4 9l4.5-4.5M4 9l4.5 4.5\"/>")
    /// What happened before.
    package static let history = Icon(
        "<path d=\"M4 12a8 8 0 1 0 2.5-5.8L4 8.5M4 4v4.5h4.5M12 8v4.5l3 1.800\"/>")
    /// Takes a file out.
    package static let download = Icon("<path d=\"M12 4v11M7.5 11 12 15.5 16.5 11M5 20h14\"/>")
    /// A file, or a list brought in.
    package static let file = Icon(
        "<path d=\"M6 3h8l4 4v14H6zM14 3v4h4\"/><path d=\"M9 13h6M9 16.5h6\"/>")
    /// Puts on paper.
    package static let print = Icon(
        "<path d=\"M7 8V3.5h10V8M7 17H4V9.5A1.5 1.5 0 0 1 5.5 8h13A1.5 1.5 0 0 1 20 9.5V17h-3\"/><rect x=\"7\" y=\"14\" width=\"10\" height=\"6.5\"/>"
    )
    /// The rows go from small to large.
    package static let ascending = Icon("<path d=\"m6 14 6-6 6 6\"/>")
    /// The rows go from large to small.
    package static let descending = Icon("<path d=\"m6 10 6 6 6-6\"/>")
    /// The newest page of a list.
    package static let first = Icon("<path d=\"m17 5-7 7 7 7M7 5v14\"/>")
    /// Held back for a while.
    package static let pause = Icon("<path d=\"M9 5v14M15 5v14\"/>")
    /// Several people.
    package static let people = Icon(
        "<circle cx=\"9\" cy=\"8.5\" r=\"3.5\"/><path d=\"M2.5 20c.5-3.7 3-5.5 6.5-5.5s6 1.8 6.5 5.5M15.5 5.2a3.5 3.5 0 0 1 0 6.6M17.5 14.8c2.3.6 3.7 2.4 4 5.2\"/>"
    )
}
