import HTTP

extension Administration {
    /// The pages of users.
    var userRoutes: [Route] { [] }
}
