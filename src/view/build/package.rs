//! Finds the npm packages the front end is made from, fetching the pinned ones when they are not there.

use std::error::Error;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

const FOLDER: &str = "CANDOUR_FRONTEND_DIR";
const NEEDED: [&str; 3] = ["govuk-frontend", "@ministryofjustice/frontend", "@noble/curves"];

/// The folder that holds the packages: the one `CANDOUR_FRONTEND_DIR` names, or one that `npm ci` fills in
/// `out`.
pub(crate) fn find(manifest: &Path, out: &Path) -> Result<PathBuf, Box<dyn Error>> {
    println!("cargo:rerun-if-env-changed={FOLDER}");
    match env::var_os(FOLDER) {
        Some(folder) => find_folder(Path::new(&folder)),
        None => fetched(manifest, &out.join("front-end")),
    }
}

fn find_folder(folder: &Path) -> Result<PathBuf, Box<dyn Error>> {
    [folder.join("node_modules"), folder.to_path_buf()]
        .into_iter()
        .find(|place| NEEDED.iter().all(|package| place.join(package).is_dir()))
        .ok_or_else(|| {
            format!("{FOLDER} is set to {}, which does not hold {}.", folder.display(), NEEDED.join(" and "))
                .into()
        })
}

/// Runs `npm ci` beside a copy of the lock, unless it has already run there for this lock.
fn fetched(manifest: &Path, folder: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let lock = fs::read(manifest.join("package-lock.json"))?;
    let done = folder.join("done.json");
    if fs::read(&done).is_ok_and(|earlier| earlier == lock) {
        return Ok(folder.join("node_modules"));
    }
    fs::create_dir_all(folder)?;
    fs::copy(manifest.join("package.json"), folder.join("package.json"))?;
    fs::write(folder.join("package-lock.json"), &lock)?;
    fetch(folder)?;
    fs::write(done, lock)?;
    Ok(folder.join("node_modules"))
}

fn fetch(folder: &Path) -> Result<(), Box<dyn Error>> {
    // The peer left out is a date library that only the MOJ date picker's script needs.
    let run = Command::new("npm")
        .args(["ci", "--ignore-scripts", "--omit=peer", "--no-audit", "--no-fund"])
        .current_dir(folder)
        .output();
    let output = match run {
        Ok(output) => output,
        Err(error) if error.kind() == ErrorKind::NotFound => return Err(missing_npm()),
        Err(error) => return Err(error.into()),
    };
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!(
        "npm could not fetch the front end's packages (or set {FOLDER} to a folder that holds them):\n{said}"
    )
    .into())
}

fn missing_npm() -> Box<dyn Error> {
    format!(
        "Candour's front end is built from npm packages: install npm (Debian: apt-get install nodejs npm), \
         or set {FOLDER} to a folder that holds {} and esbuild.",
        NEEDED.join(", ")
    )
    .into()
}
