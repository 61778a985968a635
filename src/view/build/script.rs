//! Bundles the scripts.

use std::error::Error;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// `static/NAME.js` and what it imports from `packages`, as one minified script in the language of that year.
pub(crate) fn bundle(packages: &Path, name: &str, year: &str, out: &Path) -> Result<String, Box<dyn Error>> {
    let bundled = out.join(format!("bundle-{name}.js"));
    let mut outfile = OsString::from("--outfile=");
    outfile.push(&bundled);
    let output = Command::new(esbuild(packages)?)
        .arg(Path::new("static").join(name).with_extension("js"))
        .args(["--bundle", "--minify", "--format=iife", "--log-level=warning"])
        .arg(format!("--target={year}"))
        .args(["--charset=utf8", "--legal-comments=none"])
        .arg(outfile)
        .env("NODE_PATH", env::current_dir()?.join(packages))
        .output()?;
    if !output.status.success() {
        return Err(format!("esbuild: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    Ok(fs::read_to_string(bundled)?.trim_end().to_owned())
}

/// The esbuild program for this machine: of its optional packages npm installs only the one that fits.
fn esbuild(packages: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let folder = packages.join("@esbuild");
    for platform in fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))? {
        let platform = platform?.path();
        for program in [platform.join("bin/esbuild"), platform.join("esbuild.exe")] {
            if program.is_file() {
                return Ok(program);
            }
        }
    }
    Err(format!("{} holds no esbuild program for this machine.", folder.display()).into())
}
