extension Directory {
    /// Migration 7. A message that the settings held becomes one without end.
    static let messagesAndLogo: StaticString = """
        CREATE TABLE portal_message (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            text_fr TEXT NOT NULL CONSTRAINT portal_message_text CHECK (text_fr <> ''),
            -- Empty: the French words are shown in English too.
            text_en TEXT NOT NULL DEFAULT '',
            starts_at INTEGER NOT NULL,
            ends_at INTEGER,
            created_at INTEGER NOT NULL,
            version INTEGER NOT NULL DEFAULT 1,
            CONSTRAINT portal_message_period CHECK (ends_at IS NULL OR ends_at > starts_at)
        ) STRICT;
        INSERT INTO portal_message (text_fr, text_en, starts_at, created_at)
        SELECT coalesce(nullif(french.value, ''), english.value),
            CASE WHEN coalesce(french.value, '') = '' THEN '' ELSE coalesce(english.value, '') END, 0, 0
        FROM (SELECT 1) LEFT JOIN setting AS french ON french.key = 'portal.message.fr'
            LEFT JOIN setting AS english ON english.key = 'portal.message.en'
        WHERE coalesce(french.value, '') <> '' OR coalesce(english.value, '') <> '';
        DELETE FROM setting WHERE key IN ('portal.message.fr', 'portal.message.en');

        -- One row at most: the image beside the name.
        CREATE TABLE logo (
            hash TEXT PRIMARY KEY CHECK (hash <> ''),
            bytes BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 65536)
        ) STRICT, WITHOUT ROWID;
        """
}
