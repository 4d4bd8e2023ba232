import Administration
import Directory
import IdentityProvider

extension MetadataDesk {
    /// What operators do with the metadata of service providers.
    init(_ keeper: MetadataKeeper, ours: Ours) {
        self.init(
            read: { bytes, entityID in
                Self.answer { () throws(MetadataTrouble) in try keeper.read(bytes, entityID: entityID) }
            },
            look: { terms, entityID in
                Self.answer { () throws(MetadataTrouble) in try keeper.look(at: terms, entityID: entityID) }
            },
            refresh: { id, actor in try keeper.refresh(id, by: actor) },
            key: { text in MetadataSource.Terms.key(pem: Array(text.utf8)) }, ours: ours)
    }

    private static func answer(_ check: () throws(MetadataTrouble) -> CheckedMetadata) -> Answer {
        do throws(MetadataTrouble) {
            let checked = try check()
            return .good(
                Reading(
                    entityID: checked.found.entityID, displayName: checked.found.displayName, copy: checked.copy,
                    warnings: checked.found.warnings))
        } catch {
            return .bad(error.outcome, detail: error.detail)
        }
    }
}
