import Synchronization

/// A body that is made while it is sent, a piece at a time: however long it is, one piece of it is in memory.
///
/// Each piece is asked for when the one before has gone out, on the server's own thread, so a browser that reads slowly
/// makes the next one later: take it from the database by key, in a read of its own, and hold nothing open between two
/// of them. A browser that goes away ends it.
package final class BodyStream: Sendable {
    private let pieces: any Pieces

    /// A body whose pieces follow from a state.
    ///
    /// - Parameters:
    ///   - state: where the body stands: the key of the last row, for one.
    ///   - next: the next piece; nil at the end. What it throws cuts the connection: the head is gone by then, and a
    ///     browser must not take the half for the whole.
    package init<State: Sendable>(
        _ state: State, next: @escaping @Sendable (inout State) throws -> [UInt8]?
    ) {
        pieces = StatefulPieces(state, next)
    }

    /// The next piece that is not empty; nil at the end.
    package func next() throws -> [UInt8]? {
        while let piece = try pieces.next() {
            if !piece.isEmpty { return piece }
        }
        return nil
    }
}

private protocol Pieces: Sendable {
    func next() throws -> [UInt8]?
}

private final class StatefulPieces<State: Sendable>: Pieces {
    private let state: Mutex<State>
    private let make: @Sendable (inout State) throws -> [UInt8]?

    init(_ state: State, _ make: @escaping @Sendable (inout State) throws -> [UInt8]?) {
        self.state = Mutex(state)
        self.make = make
    }

    func next() throws -> [UInt8]? {
        try state.withLock { try make(&$0) }
    }
}
