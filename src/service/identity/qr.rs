//! QR codes: for an authenticator app to read, and for paper.

use qrcode::render::svg;
use qrcode::{Color, EcLevel, QrCode};

/// `text` as an SVG picture, dark on light; empty when it is too long for a code.
pub fn svg(text: &str) -> String {
    let code = QrCode::new(text.as_bytes());
    code.map(|code| code.render::<svg::Color<'_>>().min_dimensions(220, 220).build()).unwrap_or_default()
}

/// `text` as rows of squares, true for dark; none when it is too long for a code.
pub fn squares(text: &str) -> Vec<Vec<bool>> {
    // A code on paper gets creases and stains: a quarter of it may be lost.
    let Ok(code) = QrCode::with_error_correction_level(text.as_bytes(), EcLevel::Q) else {
        return Vec::new();
    };
    let dark: Vec<bool> = code.to_colors().into_iter().map(|colour| colour == Color::Dark).collect();
    dark.chunks(code.width()).map(<[bool]>::to_vec).collect()
}
