import HTTP
import Site

extension Server {
    /// Begins to answer, or says in words why not.
    func listen(on address: ListenAddress) throws(CommandError) {
        do {
            try start()
        } catch {
            switch error {
            case .cannotListen(_, _, let code):
                throw CommandError("cannot listen on \(address): \(PrivateFiles.reason(code))")
            default:
                throw CommandError("the server cannot start: out of memory, threads or descriptors")
            }
        }
    }
}
