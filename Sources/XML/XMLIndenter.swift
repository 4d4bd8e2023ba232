/// Breaks a message into lines for people to read. Only for show: the text is not parsed again by anything.
///
/// It takes what the gate of the XML module lets through (no comments, CDATA or processing instructions but the
/// declaration); for anything else it still ends and loses nothing.
package enum XMLIndenter {
    /// The same text in lines, deeper elements further in.
    package static func indented(_ text: String) -> String {
        var output: [UInt8] = []
        var depth = 0
        var previous: Piece?
        for piece in pieces(Array(text.utf8)[...]) {
            if piece.kind == .close { depth = max(0, depth - 1) }
            // Text stays on the line of its element, and so does an element's end right after its text or start.
            let staysOnLine =
                piece.kind == .text
                || (piece.kind == .close && previous?.kind != .close
                    && previous?.kind != .empty)
            if !staysOnLine, previous != nil {
                output.append(UInt8(ascii: "\n"))
                output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * min(depth, 40)))
            }
            output.append(contentsOf: piece.bytes)
            if piece.kind == .open { depth += 1 }
            previous = piece
        }
        return String(decoding: output, as: UTF8.self)
    }

    private enum Kind { case open, close, empty, text }

    private struct Piece {
        let kind: Kind
        let bytes: ArraySlice<UInt8>
    }

    private static func pieces(_ text: ArraySlice<UInt8>) -> [Piece] {
        var pieces: [Piece] = []
        var rest = text
        while let first = rest.first {
            guard first == UInt8(ascii: "<") else {
                let run = rest.prefix { $0 != UInt8(ascii: "<") }
                rest = rest.dropFirst(run.count)
                if !run.allSatisfy({ $0 <= 0x20 }) { pieces.append(Piece(kind: .text, bytes: run)) }
                continue
            }
            let tag = rest.prefix(tagLength(rest))
            rest = rest.dropFirst(tag.count)
            let isEmpty = tag.dropLast().last.map { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") } ?? false
            let isClose = tag.dropFirst().first == UInt8(ascii: "/")
            pieces.append(Piece(kind: isClose ? .close : isEmpty ? .empty : .open, bytes: tag))
        }
        return pieces
    }

    /// Up to the ">" that is not inside quotes.
    private static func tagLength(_ text: ArraySlice<UInt8>) -> Int {
        var quote: UInt8?
        for (offset, byte) in text.enumerated() {
            switch (byte, quote) {
            case (UInt8(ascii: ">"), nil): return offset + 1
            case (UInt8(ascii: "\""), nil), (UInt8(ascii: "'"), nil): quote = byte
            case (_, let open?) where byte == open: quote = nil
            default: continue
            }
        }
        return text.count
    }
}
