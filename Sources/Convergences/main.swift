import FoundationEssentials
import Glibc
import Threads

let code = Program.run(
    Array(CommandLine.arguments.dropFirst()), environment: ProcessInfo.processInfo.environment, at: Date())
// Libraries take themselves apart at exit, and a thread that is still at work in one would find it gone.
if Thread.allEnd(within: .seconds(3)) { exit(code) } else { _exit(code) }
