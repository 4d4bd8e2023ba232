import FoundationEssentials
import HTTP
import Jobs

/// Files that people send: forms with files, and lists out of spreadsheets.
enum Files {
    /// The input as the body; its first line, when it begins with `--`, is the boundary.
    static let multipart: @Sendable ([UInt8]) -> Void = { bytes in
        var boundary = "x"
        if bytes.starts(with: "--".utf8), let end = bytes.firstIndex(of: 13), (3...72).contains(end),
            let text = String(validating: bytes[2..<end], as: UTF8.self)
        {
            boundary = text
        }
        let headers: Headers = ["content-type": "multipart/form-data; boundary=\(boundary)"]
        guard let request = try? Request(.post, "/import", headers: headers, body: bytes, receivedAt: Web.moment),
            let form = try? request.multipartForm()
        else { return }
        promise(form.fields.fields.count + form.files.count <= 100, "a form has at most a hundred parts")
        let held =
            form.fields.fields.reduce(0) { $0 + $1.value.utf8.count } + form.files.reduce(0) { $0 + $1.bytes.count }
        promise(held <= bytes.count, "a form holds no more than was sent")
        for file in form.files { promise(!file.name.contains("/"), "a file's name is no path") }
    }

    /// A list, whatever a spreadsheet made of it.
    static let csv: @Sendable ([UInt8]) -> Void = { bytes in
        guard let text = try? CSVText(bytes, limit: 2_000) else { return }
        promise(!text.rows.isEmpty && text.rows.count <= 2_001, "a list keeps to its bound")
        promise(text.rows.allSatisfy { $0.cells.count <= 60 }, "a row keeps to its bound")
        promise(zip(text.rows, text.rows.dropFirst()).allSatisfy { $0.number < $1.number }, "rows are numbered upwards")
    }
}
