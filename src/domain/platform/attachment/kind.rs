//! The kinds of file accepted.

/// A kind of file that can be attached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// JPEG photo.
    Jpeg,
    /// PNG picture or screenshot.
    Png,
    /// HEIC photo, as iPhones take them.
    Heic,
    /// WebP picture.
    Webp,
    /// PDF document.
    Pdf,
    /// Word document (Office Open XML).
    Docx,
    /// `OpenDocument` text.
    Odt,
    /// Plain text.
    Text,
    /// MP3 sound.
    Mp3,
    /// MPEG-4 sound, as phones record it.
    M4a,
    /// MPEG-4 video, and its older 3GP form.
    Mp4,
    /// `QuickTime` video.
    Mov,
}

impl FileKind {
    /// Every kind, in the order people are told them.
    pub const ALL: [Self; 12] = [
        Self::Jpeg,
        Self::Png,
        Self::Heic,
        Self::Webp,
        Self::Pdf,
        Self::Docx,
        Self::Odt,
        Self::Text,
        Self::Mp3,
        Self::M4a,
        Self::Mp4,
        Self::Mov,
    ];

    /// The code kept in sealed records.
    pub fn code(self) -> &'static str {
        match self {
            Self::Jpeg => "jpeg",
            Self::Png => "png",
            Self::Heic => "heic",
            Self::Webp => "webp",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Odt => "odt",
            Self::Text => "text",
            Self::Mp3 => "mp3",
            Self::M4a => "m4a",
            Self::Mp4 => "mp4",
            Self::Mov => "mov",
        }
    }

    /// The kind that [`FileKind::code`] names.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// What people call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG picture",
            Self::Png => "PNG picture",
            Self::Heic => "HEIC picture",
            Self::Webp => "WebP picture",
            Self::Pdf => "PDF document",
            Self::Docx => "Word document",
            Self::Odt => "OpenDocument text",
            Self::Text => "Plain text",
            Self::Mp3 => "MP3 sound recording",
            Self::M4a => "M4A sound recording",
            Self::Mp4 => "MP4 video",
            Self::Mov => "QuickTime video",
        }
    }

    /// The media type it is served under (IANA registry).
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Heic => "image/heic",
            Self::Webp => "image/webp",
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Text => "text/plain",
            Self::Mp3 => "audio/mpeg",
            Self::M4a => "audio/mp4",
            Self::Mp4 => "video/mp4",
            Self::Mov => "video/quicktime",
        }
    }

    /// The usual extension, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Text => "txt",
            other => other.code(),
        }
    }

    /// Whether a copy without hidden details (place, device, author) can be made.
    pub fn cleanable(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::Webp | Self::Pdf)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn codes_come_back_and_are_told_apart() {
        for kind in FileKind::ALL {
            assert_eq!(FileKind::from_code(kind.code()), Some(kind));
        }
        let distinct =
            |say: fn(FileKind) -> &'static str| FileKind::ALL.map(say).into_iter().collect::<HashSet<_>>();
        for say in [FileKind::code, FileKind::label, FileKind::media_type, FileKind::extension] {
            assert_eq!(distinct(say).len(), FileKind::ALL.len());
        }
        assert_eq!(FileKind::from_code("exe"), None);
    }

    #[test]
    fn four_kinds_can_be_cleaned() {
        let cleanable: Vec<_> = FileKind::ALL.into_iter().filter(|kind| kind.cleanable()).collect();
        assert_eq!(cleanable, [FileKind::Jpeg, FileKind::Png, FileKind::Webp, FileKind::Pdf]);
    }
}
