//! Builds the front end: two trimmed style sheets and the scripts, compressed once, named by content.
//!
//! Everything is written to `OUT_DIR`. The crate embeds it through `asset.rs`, which this writes too.

#[path = "build/asset.rs"]
mod asset;
#[path = "build/names.rs"]
mod names;
#[path = "build/package.rs"]
mod package;
#[path = "build/script.rs"]
mod script;
#[path = "build/style.rs"]
mod style;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

/// Folders of `src/view` that only the police side sees; the others make the public sheet. Agencies have that
/// of reporters, so that their pages weigh the same.
const BEHIND_SIGN_IN: [&str; 4] = ["admin", "psd", "register", "staff"];

fn main() -> ExitCode {
    match build() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn build() -> Result<(), Box<dyn Error>> {
    for path in [".", "../../static"] {
        println!("cargo:rerun-if-changed={path}");
    }
    // From here on every path begins at the top of the project.
    env::set_current_dir("../..")?;
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("Cargo did not set OUT_DIR.")?);
    let packages = package::find(Path::new("static"), &out)?;

    let mut public = names::Names::default();
    public.read_folder(Path::new("src/view"), &[&BEHIND_SIGN_IN[..], &["build"]].concat())?;
    let mut staff = public.clone();
    staff.read_folder(Path::new("src/view"), &["build"])?;

    // Most changes of a page bring no new class: then all is as it was.
    let basis = basis(&packages, &public, &staff)?;
    let kept = out.join("basis");
    if fs::read_to_string(&kept).is_ok_and(|before| before == basis) {
        return Ok(());
    }
    write(&packages, public, staff, &out)?;
    fs::write(kept, basis)?;
    Ok(())
}

/// Everything that what is written is made of, but the packages: these are known by their lock file.
fn basis(packages: &Path, public: &names::Names, staff: &names::Names) -> Result<String, Box<dyn Error>> {
    let mut basis = format!("{}\n{public:?}\n{staff:?}\n", packages.display());
    for folder in ["static", "src/view/build"] {
        let mut files: Vec<PathBuf> =
            fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
        files.sort();
        for file in files.iter().filter(|file| file.is_file()) {
            basis.push_str(&fs::read_to_string(file)?);
        }
    }
    basis.push_str(&fs::read_to_string("src/view/build.rs")?);
    Ok(basis)
}

fn write(
    packages: &Path,
    mut public: names::Names,
    mut staff: names::Names,
    out: &Path,
) -> Result<(), Box<dyn Error>> {
    let script = script::bundle(packages, "site", "es2017", out)?;
    // Curves need whole numbers of any size: a browser that has none does not get the button that this works.
    let anonymous = script::bundle(packages, "anonymous", "es2021", out)?;
    // Browsers that know no passkeys do not get the button that this works.
    let passkey = script::bundle(packages, "passkey", "es2020", out)?;
    public.read(&script);
    staff.read(&script);

    let govuk = fs::read_to_string(packages.join("govuk-frontend/dist/govuk/govuk-frontend.min.css"))?;
    let moj = fs::read_to_string(packages.join("@ministryofjustice/frontend/moj/moj-frontend.min.css"))?;
    let site = fs::read_to_string("static/site.css")?;
    let public = style::trim(&[&govuk], &site, &public)?;
    let staff = style::trim(&[&govuk, &moj], &site, &staff)?;

    let assets = [
        asset::write("PUBLIC_STYLE", "public", "css", &public, out)?,
        asset::write("STAFF_STYLE", "staff", "css", &staff, out)?,
        asset::write("SCRIPT", "site", "js", &script, out)?,
        asset::write("ANONYMOUS", "anonymous", "js", &anonymous, out)?,
        asset::write("PASSKEY", "passkey", "js", &passkey, out)?,
    ];
    fs::write(out.join("asset.rs"), assets.concat())?;
    Ok(())
}
