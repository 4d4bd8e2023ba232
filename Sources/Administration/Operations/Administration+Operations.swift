import HTTP

extension Administration {
    /// The pages of operations.
    var operationsRoutes: [Route] { [] }
}
