/// A form of a page, with all that it can send.
package struct PageForm: Hashable, Sendable {
    /// `GET` or `POST`.
    package let method: String
    /// Where it is sent; the page's own address when empty.
    package let action: String
    /// All its fields in their order.
    package let fields: [Field]

    /// One name and one value that it may send.
    package struct Field: Hashable, Sendable {
        package let name: String
        package let value: String
        /// Whether at most one of the fields of this name is sent: radio buttons, lists, buttons.
        package let isChoice: Bool

        package init(name: String, value: String, isChoice: Bool = false) {
            self.name = name
            self.value = value
            self.isChoice = isChoice
        }
    }
}

extension PageInspection {
    /// Every form of the page. A field belongs to the form that its `form` attribute names, or to the one before it.
    package var wholeForms: [PageForm] {
        var forms: [(id: String?, method: String, action: String, fields: [PageForm.Field])] = []
        var list: String?
        for element in elements {
            let value = element.attribute("value") ?? ""
            let field: PageForm.Field? =
                switch element.name {
                case "input":
                    element.attribute("name").map {
                        PageForm.Field(name: $0, value: value, isChoice: element.attribute("type") == "radio")
                    }
                case "textarea": element.attribute("name").map { PageForm.Field(name: $0, value: "") }
                case "button": element.attribute("name").map { PageForm.Field(name: $0, value: value, isChoice: true) }
                case "option": list.map { PageForm.Field(name: $0, value: value, isChoice: true) }
                default: nil
                }
            if element.name == "select" { list = element.attribute("name") }
            if element.name == "form" {
                let method = (element.attribute("method") ?? "get").uppercased()
                forms.append((element.attribute("id"), method, element.attribute("action") ?? "", []))
            }
            let named = element.attribute("form").flatMap { id in forms.lastIndex { $0.id == id } }
            if let field, let index = named ?? forms.indices.last { forms[index].fields.append(field) }
        }
        return forms.map { PageForm(method: $0.method, action: $0.action, fields: $0.fields) }
    }
}
