import HTTP

extension Administration {
    /// The pages of journal.
    var journalRoutes: [Route] { [] }
}
