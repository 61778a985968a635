//! `candour demo`: an invented force to look at, with nothing configured.

use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::{Context, bail};

use crypto::secret::SecretText;
use demo::Demo;
use domain::identity::passkey::SignInArea;
use service::App;
use service::identity::setup;
use store::migrate;
use web::state::DemoAccount;

use super::serve::run;
use super::terminal::say;
use super::{build, log};
use crate::config::{MailSecurity, Settings};

/// What a demonstration may be told.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct Options {
    /// Where the demonstration keeps its data; made when it is not there, used again when it is.
    #[arg(long, default_value = "demo")]
    pub folder: PathBuf,
    /// Where it listens: a loopback address only.
    #[arg(long, default_value = "127.0.0.1:8080")]
    pub address: SocketAddr,
    /// How much it holds; made when the folder is new.
    #[arg(long, value_enum, default_value = "demo")]
    pub profile: Profile,
    /// The address of an empty PostgreSQL database to use instead of SQLite
    #[arg(long)]
    pub database: Option<String>,
}

/// How much a demonstration holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Profile {
    /// 30 agencies and a handful of reports that nobody has touched
    Small,
    /// 30 agencies and forty reports of half a year: enough to look at
    Demo,
    /// 250 agencies, 4,000 engagements and 1,500 reports: one force after five years
    Real,
    /// 6,000 agencies, 100,000 engagements and 50,000 reports: all forces after five years
    National,
}

impl Profile {
    fn of_demo(self) -> demo::Profile {
        match self {
            Self::Small => demo::Profile::Small,
            Self::Demo => demo::Profile::Demo,
            Self::Real => demo::Profile::Real,
            Self::National => demo::Profile::National,
        }
    }
}

/// Makes a demonstration if there is none, and serves it.
///
/// # Errors
/// The address is not a loopback one, or something cannot be made.
pub(super) async fn demo(options: Options) -> anyhow::Result<()> {
    if !options.address.ip().is_loopback() {
        bail!(
            "a demonstration shows its passwords: it listens on loopback addresses only, such as 127.0.0.1:8080"
        );
    }
    let settings = settings(&options)?;
    log::start(settings.log)?;
    let key = build::make_server_key(&settings)?;
    migrate(&build::address(&settings)?)?;
    let app = build::app(&settings, &key)?;
    let demo = accounts(&app, &options).await?;
    tell(&app, &options, &demo);
    let mut state = build::state(&settings, app);
    state.demo = demo_accounts(&demo);
    run(&settings, state).await
}

fn settings(options: &Options) -> anyhow::Result<Settings> {
    let mut settings = Settings::read(None, Vec::new())?;
    let origin = format!("http://{}", options.address);
    settings.site.public_origin.clone_from(&origin);
    settings.site.staff_origin = origin;
    settings.site.operator = "Northmere Police (an invented force)".into();
    settings.data.folder.clone_from(&options.folder);
    if let Some(database) = &options.database {
        settings.data.database = SecretText::new(database.clone());
    }
    settings.server.public_address = options.address;
    settings.mail.security = MailSecurity::Folder;
    settings.mail.from = "no-reply@candour.example".into();
    // Letters come at once, so that there is something to look at.
    settings.mail.delay_min_seconds = 0;
    settings.mail.delay_max_seconds = 0;
    Ok(settings)
}

/// The accounts as the pages show them where they sign in.
fn demo_accounts(demo: &Demo) -> Vec<DemoAccount> {
    let staff = demo.accounts.iter().filter_map(|account| {
        Some(DemoAccount {
            area: SignInArea::Staff,
            name: account.name.clone(),
            role: account.role.label().to_owned(),
            email: account.email.clone(),
            password: account.password.clone(),
            secret: account.secret()?,
        })
    });
    let practitioners = demo.practitioners.iter().filter_map(|account| {
        Some(DemoAccount {
            area: SignInArea::Agency,
            name: account.name.clone(),
            role: account.role.clone(),
            email: account.email.clone(),
            password: account.password.clone(),
            secret: account.secret()?,
        })
    });
    staff.chain(practitioners).collect()
}

async fn accounts(app: &App, options: &Options) -> anyhow::Result<Demo> {
    let folder = &options.folder;
    let file = folder.join("demo-accounts.json");
    if setup::is_done(app).await? {
        let text = fs::read_to_string(&file);
        let text = text
            .with_context(|| format!("{} is no demonstration: choose another --folder", folder.display()))?;
        return Ok(serde_json::from_str(&text)?);
    }
    let demo = demo::make(app, options.profile.of_demo().size(), &mut |words| say(words)).await?;
    fs::write(&file, serde_json::to_vec_pretty(&demo)?)?;
    Ok(demo)
}

fn tell(app: &App, options: &Options, demo: &Demo) {
    say("A demonstration with an invented force and invented people. Never put real reports into it.");
    say(&format!("Reporters: http://{}/", options.address));
    say(&format!("Staff:     http://{}{}", options.address, path::staff::sign_in()));
    say(&format!("Mail:      {}", options.folder.join("mail").display()));
    say(&format!("Agencies:  http://{}{}", options.address, path::agency::sign_in()));
    say("Accounts (the sign-in page shows them with their present codes):");
    for account in &demo.accounts {
        let code = account.code(app.now());
        say(&format!(
            "  {:<19} {:<33} {}  code {code}",
            account.role.label(),
            account.email,
            account.password
        ));
    }
    for account in &demo.practitioners {
        let code = account.code(app.now());
        say(&format!("  {:<19} {:<33} {}  code {code}", "Practitioner", account.email, account.password));
    }
}
