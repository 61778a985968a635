//! The style sheets and the scripts, made by the build: trimmed, compressed, named by their content.

/// A file that pages refer to. Its name changes with its content, so a browser may keep it for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asset {
    /// The file's name with a fingerprint of its content: `public.3fa9c1e07b.css`.
    pub name: &'static str,
    /// For the `Content-Type` header, with the character set.
    pub media_type: &'static str,
    /// The content as it is.
    pub plain: &'static [u8],
    /// The content for those who accept `br`.
    pub brotli: &'static [u8],
    /// The content for those who accept `gzip`.
    pub gzip: &'static [u8],
}

impl Asset {
    /// Where the file is served.
    pub fn path(&self) -> String {
        format!("/assets/{}", self.name)
    }
}

include!(concat!(env!("OUT_DIR"), "/asset.rs"));

/// Every asset there is.
pub fn all() -> [&'static Asset; 5] {
    [&PUBLIC_STYLE, &STAFF_STYLE, &SCRIPT, &ANONYMOUS, &PASSKEY]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_kind_and_content() {
        for asset in all() {
            let parts: Vec<&str> = asset.name.split('.').collect();
            let [_, fingerprint, extension] = parts[..] else { panic!("{}", asset.name) };
            assert_eq!(fingerprint.len(), 10);
            assert!(fingerprint.bytes().all(|byte| byte.is_ascii_hexdigit()));
            assert_eq!(asset.media_type.contains("css"), extension == "css");
            assert_eq!(asset.path(), format!("/assets/{}", asset.name));
        }
    }

    #[test]
    fn asks_for_nothing_from_anywhere() {
        for asset in all() {
            let text = std::str::from_utf8(asset.plain).unwrap();
            for unwanted in ["@font-face", "url(", "@import", "GDS Transport", "sourceMappingURL"] {
                assert!(!text.contains(unwanted), "{} has {unwanted}", asset.name);
            }
        }
    }

    #[test]
    fn is_small() {
        assert!(PUBLIC_STYLE.brotli.len() <= 9_000, "{}", PUBLIC_STYLE.brotli.len());
        assert!(SCRIPT.brotli.len() <= 6_000, "{}", SCRIPT.brotli.len());
        // Only on the page that a practitioner becomes anonymous on.
        assert!(ANONYMOUS.brotli.len() <= 16_000, "{}", ANONYMOUS.brotli.len());
        // Only on the pages where people sign in, join, or keep their account.
        assert!(PASSKEY.brotli.len() <= 2_000, "{}", PASSKEY.brotli.len());
        for asset in all() {
            assert!(asset.brotli.len() < asset.gzip.len() && asset.gzip.len() < asset.plain.len());
            assert_eq!(asset.gzip[..2], [0x1f, 0x8b], "gzip's magic number (RFC 1952, 2.3.1)");
        }
    }

    #[test]
    fn public_style_has_its_own_look_and_font() {
        let style = std::str::from_utf8(PUBLIC_STYLE.plain).unwrap();
        assert!(style.contains("font-family:Arial,Helvetica,sans-serif"));
        assert!(style.contains("--govuk-brand-colour:#0b5d66"));
        assert!(style.contains(".govuk-exit-this-page-overlay"), "the script needs it");
    }
}
