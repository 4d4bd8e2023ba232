import Crypto
import FoundationEssentials

/// The program as a command line.
enum Program {
    /// Runs the command line and answers the exit code.
    static func run(_ words: [String], environment: [String: String], at now: Date) -> Int32 {
        OpenSSLLibrary.stayUntilTheEnd()
        do {
            switch try CommandParser(root: root, now: now, environment: environment).parse(words) {
            case .help(let command, let path):
                StandardStream.output.line(HelpText(command: command, path: path).text)
            case .run(let invocation):
                try invocation.command.action?(invocation)
            }
            return ExitCode.success
        } catch let error as UsageError {
            let path = error.path.joined(separator: " ")
            StandardStream.error.line("\(path): \(error)\n\(path) --help tells more.")
            return ExitCode.usage
        } catch let error as TryAgain {
            StandardStream.error.line("convergences: \(error)")
            return ExitCode.tryAgain
        } catch {
            StandardStream.error.line("convergences: \(error)")
            return ExitCode.refused
        }
    }
}
