//! `candour check-config`: says in plain words what is wrong with the settings.

use std::path::Path;

use anyhow::bail;

use crate::config::Settings;

use super::build;
use super::serve::say;

/// Checks the settings, the mail settings and the certificate, without touching any data.
///
/// # Errors
/// Something has to be put right: what, was printed.
pub fn check_config(path: Option<&Path>) -> anyhow::Result<()> {
    let settings = Settings::load(path)?;
    let mut faults = settings.validate();
    if let Err(error) = build::mailer(&settings) {
        faults.push(format!("mail: {error:#}."));
    }
    if let Some((certificate, key)) = settings.server.tls.files() {
        if let Err(error) = crate::web::certificate::ReloadingCertificate::open(certificate, key) {
            faults.push(format!("server.tls: {error}."));
        }
    }
    if faults.is_empty() {
        say("The settings are fine.");
        return Ok(());
    }
    faults.iter().for_each(|fault| say(fault));
    bail!("{} to put right", faults.len())
}
