//! Writes an asset and its compressed forms, and the Rust constant that embeds them.

use std::collections::hash_map::DefaultHasher;
use std::error::Error;
use std::fs::{self, File};
use std::hash::Hasher;
use std::io::Write;
use std::path::Path;

use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

/// Writes `content` to `out`, plain and compressed; gives the source of the constant called `constant`.
pub(crate) fn write(
    constant: &str,
    stem: &str,
    extension: &str,
    content: &str,
    out: &Path,
) -> Result<String, Box<dyn Error>> {
    let name = format!("{stem}.{:010x}.{extension}", fingerprint(content));
    let media_type = if extension == "css" { "text/css" } else { "text/javascript" };
    let plain = out.join(&name);
    let brotli = out.join(format!("{name}.br"));
    let gzip = out.join(format!("{name}.gz"));
    fs::write(&plain, content)?;
    // Slow, and the name says what is inside: most builds change no asset.
    if !gzip.exists() {
        compress_brotli(content, &brotli)?;
        compress_gzip(content, &gzip)?;
    }
    Ok(format!(
        "/// `{stem}.{extension}`.\n\
         pub const {constant}: Asset = Asset {{\n    \
         name: {name:?},\n    \
         media_type: \"{media_type}; charset=utf-8\",\n    \
         plain: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}\")),\n    \
         brotli: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}.br\")),\n    \
         gzip: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}.gz\")),\n\
         }};\n"
    ))
}

/// Forty bits of the content: a changed asset must get a new name, since browsers keep the old one for ever.
fn fingerprint(content: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(content.as_bytes());
    hasher.finish() >> 24
}

fn compress_brotli(content: &str, to: &Path) -> Result<(), Box<dyn Error>> {
    let params = BrotliEncoderParams { quality: 11, lgwin: 22, ..BrotliEncoderParams::default() };
    brotli::BrotliCompress(&mut content.as_bytes(), &mut File::create(to)?, &params)?;
    Ok(())
}

fn compress_gzip(content: &str, to: &Path) -> Result<(), Box<dyn Error>> {
    let mut encoder = GzEncoder::new(File::create(to)?, Compression::best());
    encoder.write_all(content.as_bytes())?;
    encoder.finish()?;
    Ok(())
}
