import HTTP

extension Administration {
    /// The pages of applications.
    var applicationRoutes: [Route] { [] }
}
