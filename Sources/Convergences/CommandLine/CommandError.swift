/// What was asked for is understood and cannot be done: one sentence that says what to do, exit code 1.
struct CommandError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
