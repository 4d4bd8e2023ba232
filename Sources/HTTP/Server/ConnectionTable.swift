import Glibc
import Synchronization

/// The open connections: counted per address, and looked over by the watchdog.
final class ConnectionTable: Sendable {
    private let state = Mutex(State())

    private struct State {
        var connections: [ObjectIdentifier: Connection] = [:]
        var perPeer: [IPAddress: Int] = [:]
    }

    /// How many connections an address has (an IPv6 /64 counts as one).
    func count(of peer: IPAddress) -> Int {
        state.withLock { $0.perPeer[peer.countedTogether] ?? 0 }
    }

    func insert(_ connection: Connection) {
        state.withLock { state in
            state.connections[ObjectIdentifier(connection)] = connection
            state.perPeer[connection.peer.countedTogether, default: 0] += 1
        }
    }

    /// Called before the socket is closed, so that `cutLate` never touches a number that means another socket.
    func remove(_ connection: Connection) {
        state.withLock { state in
            guard state.connections.removeValue(forKey: ObjectIdentifier(connection)) != nil else { return }
            let key = connection.peer.countedTogether
            let count = state.perPeer[key] ?? 1
            state.perPeer[key] = count > 1 ? count - 1 : nil
        }
    }

    /// Cuts every connection whose time is over; libmicrohttpd then sees its end and closes it.
    func cutLate(at moment: UInt64) {
        state.withLock { state in
            for connection in state.connections.values where connection.isLate(at: moment) {
                shutdown(connection.socket, Int32(SHUT_RDWR))
            }
        }
    }
}
