/// `xmllint --schema` with the schemas that Debian installs (opensaml-schemas, xmltooling-schemas); no network.
package enum Schemas {
    package struct Refusal: Error, CustomStringConvertible { package let description: String }

    private static let opensaml = "/usr/share/xml/opensaml"
    private static let xmltooling = "/usr/share/xml/xmltooling"

    /// Throws what `xmllint` says of a document that is not as the schemas of SAML want it.
    package static func validate(_ document: [UInt8]) throws {
        let folder = try TestFolder()
        try folder.write(document, "document.xml")
        try folder.write(Array(schema.utf8), "all.xsd")
        try folder.write(Array(catalog.utf8), "catalog.xml")
        let (status, output) = try folder.run(
            "xmllint", "--nonet", "--noout", "--schema", "all.xsd", "document.xml",
            environment: ["XML_CATALOG_FILES": "catalog.xml"])
        guard status == 0 else { throw Refusal(description: output) }
    }

    private static let schema = """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
        <xs:import namespace="urn:oasis:names:tc:SAML:2.0:protocol"
            schemaLocation="\(opensaml)/saml-schema-protocol-2.0.xsd"/>
        <xs:import namespace="urn:oasis:names:tc:SAML:2.0:metadata"
            schemaLocation="\(opensaml)/saml-schema-metadata-2.0.xsd"/>
        <xs:import namespace="urn:oasis:names:tc:SAML:metadata:ui"
            schemaLocation="\(opensaml)/sstc-saml-metadata-ui-v1.0.xsd"/>
        <xs:import namespace="urn:oasis:names:tc:SAML:metadata:attribute"
            schemaLocation="\(opensaml)/sstc-metadata-attr.xsd"/>
        <xs:import namespace="urn:oasis:names:tc:SAML:metadata:algsupport"
            schemaLocation="\(opensaml)/sstc-saml-metadata-algsupport-v1.0.xsd"/>
        <xs:import namespace="http://www.w3.org/2009/xmlenc11#" schemaLocation="\(xmltooling)/xenc11-schema.xsd"/>
        </xs:schema>
        """

    private static let catalog = """
        <catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">
        <uri name="http://www.w3.org/2001/xml.xsd" uri="\(xmltooling)/xml.xsd"/>
        <system systemId="http://www.w3.org/2001/xml.xsd" uri="\(xmltooling)/xml.xsd"/>
        <system systemId="http://www.w3.org/TR/2002/REC-xmldsig-core-20020212/xmldsig-core-schema.xsd"
            uri="\(xmltooling)/xmldsig-core-schema.xsd"/>
        <system systemId="http://www.w3.org/TR/2002/REC-xmlenc-core-20021210/xenc-schema.xsd"
            uri="\(xmltooling)/xenc-schema.xsd"/>
        </catalog>
        """
}
