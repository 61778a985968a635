//! The style sheets and the script that pages refer to.

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

/// Every asset there is.
pub fn all() -> [&'static Asset; 0] {
    []
}
