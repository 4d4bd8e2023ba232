import HTTP

extension Administration {
    /// The pages of structures.
    var structureRoutes: [Route] { [] }
}
