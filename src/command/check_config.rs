//! `candour check-config`: says in plain words what is wrong with the settings.

use std::path::Path;

use anyhow::bail;

use store::platform::helpline::count_unchecked;
use web::certificate::ReloadingCertificate;

use super::build;
use super::terminal::say;
use crate::config::{MailSecurity, Settings};

/// Checks the settings, the mail settings and the certificate, and whether helplines are checked. Writes
/// nothing.
///
/// # Errors
/// Something has to be put right: what, was printed.
pub(super) fn check_config(path: Option<&Path>) -> anyhow::Result<()> {
    let settings = Settings::load(path)?;
    let mut faults = settings.validate();
    // A mailer makes the folder that it writes to: where there is none yet, nothing can be wrong with it.
    let makes_folder = settings.mail.security == MailSecurity::Folder && !settings.mail_folder().exists();
    let mail = if makes_folder {
        build::mail_settings(&settings).map(drop)
    } else {
        build::mailer(&settings).map(drop)
    };
    if let Err(error) = mail {
        faults.push(format!("mail: {error:#}."));
    }
    let files = settings.server.tls.files();
    let opened = files.map(|(certificate, key)| ReloadingCertificate::open(certificate, key));
    if let Some(Err(error)) = opened {
        faults.push(format!("server.tls: {error}."));
    }
    let mut warnings = settings.warnings();
    let address = build::address(&settings).ok();
    let unchecked = address.and_then(|address| count_unchecked(&address)).unwrap_or(0);
    if unchecked > 0 {
        warnings.push(format!(
            "{unchecked} of the helplines that reporters see have not been checked. Call each, and note the day on the \
             page Helplines."
        ));
    }
    for warning in &warnings {
        say(&format!("WARNING: {warning}"));
    }
    if faults.is_empty() {
        say(if warnings.is_empty() {
            "The settings are fine."
        } else {
            "The settings can be used, but see above."
        });
        return Ok(());
    }
    for fault in &faults {
        say(fault);
    }
    bail!("{} to put right", faults.len())
}
