import Crypto
package import HTTP
package import Markup

/// What was just done, told on the next page: a form that was accepted answers 303, so the sentence travels in a cookie
/// of its own and is shown once.
package struct Flash: Sendable, Hashable {
    private let isDone: Bool
    private let sentence: String

    /// What was asked is done; name the object (« Karim Amrani a été affecté à BIP »).
    package static func done(_ text: Text, _ language: Language) -> Flash {
        Flash(isDone: true, sentence: text[language])
    }

    /// What was asked is not done, and why.
    package static func failed(_ text: Text, _ language: Language) -> Flash {
        Flash(isDone: false, sentence: text[language])
    }

    private init(isDone: Bool, sentence: String) {
        self.isDone = isDone
        self.sentence = sentence
    }

    /// Reads the cookie; nil for anything that `cookie` would not have written.
    init?(cookie value: String) {
        guard value.utf8.count <= Flash.maximumLength, let mark = value.first, mark == "+" || mark == "-",
            let bytes = Base64URL.decode(String(value.dropFirst())),
            let sentence = String(validating: bytes, as: UTF8.self), !sentence.isEmpty
        else { return nil }
        isDone = mark == "+"
        self.sentence = sentence
    }

    /// Lives until the next page, and ten minutes at most.
    package var cookie: Cookie {
        Cookie(SiteCookies.flash, (isDone ? "+" : "-") + Base64URL.encode(Array(sentence.utf8)), maxAge: 600)
    }

    var notice: Notice {
        Notice(isDone ? .done : .failed, "<p>\(sentence)</p>")
    }

    private static let maximumLength = 2_000
}

extension Response {
    /// The same answer, with a sentence for the page it leads to.
    package func telling(_ flash: Flash) -> Response {
        setting(flash.cookie)
    }
}
