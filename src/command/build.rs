//! Builds the application from its settings.

use std::fs;
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, bail};

use blob::{Blobs, S3Settings};
use crypto::server_key::ServerKey;
use mail::{MailSettings, Mailer, Security, SmtpSettings, Transport};
use service::App;
use service::app::Rules;
use store::{Address, Store, StoreSettings};
use view::page::Site;
use web::passkey_site::Sites;
use web::state::{Machine, WebState};

use super::ambient::{SystemClock, SystemRandom};
use crate::config::{Database, FilesStore, MailSecurity, Settings};

/// Loads the settings and stops at the first sentence about what is wrong with them.
///
/// # Errors
/// The settings cannot be read, or something in them has to be put right.
pub(super) fn settings(path: Option<&Path>) -> anyhow::Result<Settings> {
    let settings = Settings::load(path)?;
    let faults = settings.validate();
    if faults.is_empty() {
        Ok(settings)
    } else {
        bail!("the settings have to be put right:\n{}", faults.join("\n"))
    }
}

/// Where the settings say that the data lives.
///
/// # Errors
/// The address is none that Candour knows.
pub(super) fn address(settings: &Settings) -> anyhow::Result<Address> {
    let database = settings.data.database().map_err(anyhow::Error::msg)?;
    Ok(match database {
        Database::Sqlite(file) => Address::Sqlite(file),
        Database::Postgres(url) => Address::Postgres(url.expose().to_owned()),
    })
}

/// Makes the data folder for this user alone, if it is not there.
///
/// # Errors
/// It cannot be made.
pub(super) fn folder(settings: &Settings) -> anyhow::Result<()> {
    let folder = &settings.data.folder;
    let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.with_context(|| format!("the data folder {} cannot be made", folder.display()))
}

/// Reads the server key file.
///
/// # Errors
/// It is missing or damaged.
pub(super) fn server_key(settings: &Settings) -> anyhow::Result<ServerKey> {
    let file = settings.data.key_file();
    let text = fs::read_to_string(&file).with_context(|| {
        format!(
            "the server key file {} cannot be read: run `candour init` first, or bring the file",
            file.display()
        )
    })?;
    ServerKey::parse(&text).with_context(|| format!("{} is not a server key file", file.display()))
}

/// Makes the server key file, readable by this user alone; keeps one that is there.
///
/// # Errors
/// It cannot be written, or the one that is there is damaged.
pub(super) fn make_server_key(settings: &Settings) -> anyhow::Result<ServerKey> {
    folder(settings)?;
    let (file, key) = (settings.data.key_file(), ServerKey::random());
    match fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&file) {
        Ok(mut new) => {
            new.write_all(key.to_text().as_bytes()).and_then(|()| new.sync_all())?;
            Ok(key)
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => server_key(settings),
        Err(error) => {
            Err(error).with_context(|| format!("the server key file {} cannot be made", file.display()))
        }
    }
}

/// The application.
///
/// # Errors
/// The database or the store of files cannot be opened.
pub(super) fn app(settings: &Settings, key: &ServerKey) -> anyhow::Result<App> {
    folder(settings)?;
    let random = Arc::new(SystemRandom);
    let store = StoreSettings {
        address: address(settings)?,
        connections: settings.limits.connections,
        waiting: settings.limits.write_queue,
    };
    let store = Store::open(&store, Arc::new(SystemClock), random.clone())
        .context("the database cannot be opened")?;
    let blobs = blobs(settings).context("the store of files cannot be opened")?;
    Ok(App::new(store, blobs, Arc::new(SystemClock), random, (rules(settings), key)))
}

fn rules(settings: &Settings) -> Rules {
    Rules {
        visit_idle: i64::from(settings.limits.draft_idle_seconds),
        staff_idle: i64::from(settings.limits.staff_idle_seconds),
        delay_least: settings.mail.delay_min_seconds,
        delay_most: settings.mail.delay_max_seconds,
        passwords: settings.limits.password_hashing,
        phrases: settings.limits.phrase_hashing,
        fewest_practitioners: settings.limits.fewest_practitioners,
    }
}

fn blobs(settings: &Settings) -> anyhow::Result<Blobs> {
    let s3 = &settings.files.s3;
    Ok(match settings.files.store {
        FilesStore::Folder => Blobs::local(&settings.files_folder())?,
        FilesStore::S3 => Blobs::s3(&S3Settings {
            endpoint: s3.endpoint.clone(),
            bucket: s3.bucket.clone(),
            region: s3.region.clone(),
            access_key: s3.access_key_id.clone(),
            secret: s3.secret_access_key.expose().to_owned().into(),
            allow_http: s3.allow_http,
        })?,
    })
}

/// The mailer.
///
/// # Errors
/// The mail settings do not work.
pub(super) fn mailer(settings: &Settings) -> anyhow::Result<Mailer> {
    Ok(Mailer::new(mail_settings(settings)?)?)
}

/// What a mailer is told. Nothing is opened or made yet.
///
/// # Errors
/// The mail settings do not work.
pub(super) fn mail_settings(settings: &Settings) -> anyhow::Result<MailSettings> {
    let mail = &settings.mail;
    let transport = match mail.security {
        MailSecurity::Folder => Transport::Folder(settings.mail_folder()),
        MailSecurity::StartTls => Transport::Smtp(smtp(settings, Security::StartTls)?),
        MailSecurity::Tls => Transport::Smtp(smtp(settings, Security::Tls)?),
    };
    let from = mail.from.parse().context("mail.from is no address that mail can be sent from")?;
    let staff_url = format!("{}{}", settings.site.staff_origin, path::staff::home());
    let (transport, site_name) = (transport, settings.site.name.clone());
    let public_origin = settings.site.public_origin.clone();
    Ok(MailSettings { transport, from, site_name, staff_url, public_origin })
}

fn smtp(settings: &Settings, security: Security) -> anyhow::Result<SmtpSettings> {
    let mail = &settings.mail;
    let account = mail.account()?;
    Ok(SmtpSettings {
        host: mail.host.clone(),
        port: mail.port,
        security,
        user: account.as_ref().map(|(user, _)| (*user).to_owned()),
        password: account.map(|(_, password)| password.expose().to_owned().into()),
        extra_root: mail.extra_root.clone(),
    })
}

/// Builds the state of the web floor.
pub(super) fn state(settings: &Settings, app: App) -> WebState {
    let site = Site {
        name: settings.site.name.clone(),
        exit_url: settings.site.exit_url.clone(),
        operator: settings.site.operator.clone(),
        read_when: settings.site.read_when.clone(),
        contact: settings.site.contact.clone(),
        origin: settings.site.public_origin.clone(),
        idle_minutes: settings.limits.draft_idle_seconds / 60,
    };
    let public_origin = settings.site.public_origin.clone();
    let told = &settings.site;
    let passkeys = Sites::new(&told.public_origin, &told.staff_origin, &told.name);
    let certificate = settings.server.tls.files().map(|(certificate, _)| certificate.to_owned());
    let machine = Machine { without_mail: settings.has_no_mail_server(), certificate };
    WebState { app, site, public_origin, passkeys, https: told.is_https(), demo: Vec::new(), machine }
}
