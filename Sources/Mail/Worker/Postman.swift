import Calendar
import FoundationEssentials
import Markup
import Transfer

/// Carries one mail after the other to where the transport leads. Lives on the worker's thread.
final class Postman {
    /// What became of a mail.
    enum Outcome {
        /// It is there; with the server's reply or the file's path.
        case delivered(note: String)
        /// It is refused for ever.
        case refused(String)
        /// Not now.
        /// - Parameter isServers: whether the next mail would meet the same.
        case tryAgain(MailTrouble, String, isServers: Bool)
    }

    private enum Way {
        case session(SMTPSession)
        case folder(MailFolder)
        /// libcurl could not be started.
        case none(TransferError)
    }

    private let transport: Transport
    private let bounces: MailAddress
    private var way: Way

    init(_ transport: Transport, bounces: MailAddress) {
        self.transport = transport
        self.bounces = bounces
        way = Postman.way(transport)
    }

    func deliver(_ mail: LeasedMail) -> Outcome {
        switch way {
        case .session(let session):
            // What the row holds was an address when it was written.
            guard let recipient = MailAddress(mail.address) else { return .refused("not an address") }
            return switch session.deliver(mail.bytes, from: bounces, to: recipient) {
            case .accepted(let reply): .delivered(note: "\(reply)")
            case .refused(let reply): .refused("\(reply)")
            case .tryAgain(let trouble):
                .tryAgain(MailTrouble(trouble), "\(trouble)", isServers: trouble.concernsServer)
            }
        case .folder(let folder):
            do {
                return .delivered(note: try folder.write(mail.bytes, named: mail.fileName))
            } catch {
                return .tryAgain(.folder, "\(error)", isServers: true)
            }
        case .none(let error):
            way = Postman.way(transport)
            return .tryAgain(.unreachable, "\(error)", isServers: true)
        }
    }

    /// Nothing more to carry for the moment: closes the connection.
    func rest() {
        guard case .session(let session) = way else { return }
        do {
            try session.hangUp()
        } catch {
            way = .none(error)
        }
    }

    private static func way(_ transport: Transport) -> Way {
        switch transport {
        case .folder(let folder): return .folder(folder)
        case .server(let server):
            do {
                return .session(try SMTPSession(server))
            } catch {
                return .none(error)
            }
        }
    }
}

extension LeasedMail {
    /// "20261122-090007-invitation-1f2e3d4c.eml": the same at every attempt; sorts by time.
    fileprivate var fileName: String {
        let clock = Zone.utc.wallClock(at: writtenAt)
        let date = clock.day.text.filter { $0 != "-" }
        let time = [clock.hour, clock.minute, clock.second].map(MailDate.twoDigits).joined()
        return "\(date)-\(time)-\(kind.rawValue)-\(messageID.prefix(8)).eml"
    }
}
