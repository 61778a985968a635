//! QR codes, for an authenticator app to read.

use qrcode::QrCode;
use qrcode::render::svg;

/// `text` as an SVG picture, dark on light; empty when it is too long for a code.
pub fn svg(text: &str) -> String {
    let code = QrCode::new(text.as_bytes());
    code.map(|code| code.render::<svg::Color<'_>>().min_dimensions(220, 220).build()).unwrap_or_default()
}
