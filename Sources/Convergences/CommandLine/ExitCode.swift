/// How the program ends (sysexits.h where there is a code for it).
enum ExitCode {
    static let success: Int32 = 0
    static let refused: Int32 = 1
    static let usage: Int32 = 64
    static let tryAgain: Int32 = 75
}
