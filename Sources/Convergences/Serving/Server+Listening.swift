import HTTP

extension Server {
    /// Begins to answer, or says in words why not.
    func listen(on address: ListenAddress) throws(Refusal) {
        do {
            try start()
        } catch {
            switch error {
            case .cannotListen(_, _, let code):
                throw Refusal("cannot listen on \(address): \(PrivateFiles.reason(code))")
            default:
                throw Refusal("the server cannot start: out of memory, threads or descriptors")
            }
        }
    }
}
