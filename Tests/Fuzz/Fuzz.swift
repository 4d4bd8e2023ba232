import Glibc

/// One program with every target; `Scripts/fuzz` names one in CONVERGENCES_FUZZ_TARGET.
@main enum Fuzz {
    static func main() {
        guard FuzzTarget.asked != nil else {
            print("CONVERGENCES_FUZZ_TARGET is one of: " + FuzzTarget.allCases.map(\.rawValue).joined(separator: " "))
            exit(2)
        }
        var count = CommandLine.argc
        var arguments = unsafe CommandLine.unsafeArgv
        exit(unsafe runFuzzer(&count, &arguments, runInput))
    }
}

/// libFuzzer's own main function, which comes with `-sanitize=fuzzer`.
@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
    _ count: UnsafeMutablePointer<Int32>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ runInput: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

/// Called with each input: the target returns, or stops the program when a promise of the parser is broken.
private func runInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    target(unsafe [UInt8](UnsafeBufferPointer(start: start, count: count)))
    return 0
}

private let target: @Sendable ([UInt8]) -> Void = (FuzzTarget.asked ?? .query).run

/// A parser of ours that reads what strangers send. `run` holds what it promises of every input, beyond not crashing.
enum FuzzTarget: String, CaseIterable {
    case query
    case form
    case multipart
    case cookie
    case csv
    case inflate
    case xml
    case message
    case signed
    case metadata

    /// The one that the environment names.
    static var asked: FuzzTarget? {
        guard let name = unsafe getenv("CONVERGENCES_FUZZ_TARGET") else { return nil }
        return FuzzTarget(rawValue: unsafe String(cString: name))
    }

    var run: @Sendable ([UInt8]) -> Void {
        switch self {
        case .query: Web.query
        case .form: Web.form
        case .multipart: Files.multipart
        case .cookie: Web.cookie
        case .csv: Files.csv
        case .inflate: Messages.inflate
        case .xml: Messages.xml
        case .message: Messages.message
        case .signed: Signatures.edited
        case .metadata: Messages.metadata
        }
    }
}

/// Ends the program, which libFuzzer reports with the input, when a promise is broken.
func promise(_ holds: Bool, _ words: StaticString) {
    if !holds { preconditionFailure("broken promise: \(words)") }
}
