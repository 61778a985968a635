//! `candour check-config`: says in plain words what is wrong with the settings.

use std::path::Path;

use anyhow::bail;

use web::certificate::ReloadingCertificate;

use super::build;
use super::terminal::say;
use crate::config::Settings;

/// Checks the settings, the mail settings and the certificate, without touching any data.
///
/// # Errors
/// Something has to be put right: what, was printed.
pub(super) fn check_config(path: Option<&Path>) -> anyhow::Result<()> {
    let settings = Settings::load(path)?;
    let mut faults = settings.validate();
    if let Err(error) = build::mailer(&settings) {
        faults.push(format!("mail: {error:#}."));
    }
    let files = settings.server.tls.files();
    let opened = files.map(|(certificate, key)| ReloadingCertificate::open(certificate, key));
    if let Some(Err(error)) = opened {
        faults.push(format!("server.tls: {error}."));
    }
    if faults.is_empty() {
        say("The settings are fine.");
        return Ok(());
    }
    for fault in &faults {
        say(fault);
    }
    bail!("{} to put right", faults.len())
}
