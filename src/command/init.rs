//! `candour init`: sets a deployment up for real use.

use std::io::{BufRead, IsTerminal};
use std::path::PathBuf;

use anyhow::{Context, bail};
use serde::Deserialize;

use domain::identity::desk::DeskKind;
use domain::identity::role::Role;
use service::App;
use service::identity::setup::{Founded, NewDesk, Plan, set_up};
use service::identity::staff::new_staff;

use super::build;
use super::terminal::{say, words};
use crate::config::Settings;

/// What set-up is told. What is missing is asked for, when there is a terminal to ask at.
#[derive(Clone, Debug, Default, clap::Args, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Options {
    /// A TOML file with the same names as the flags below (`force = ["west-yorkshire"]`,
    /// `manager = "Name <address>"`, …).
    #[arg(long)]
    #[serde(skip)]
    pub file: Option<PathBuf>,
    /// The code of a force to serve, such as west-yorkshire; may be given several times.
    /// `candour init --list` shows all.
    #[arg(long)]
    pub force: Vec<String>,
    /// A policing district, as force:Name; may be given several times.
    #[arg(long)]
    pub district: Vec<String>,
    /// The first manager of the triage desk: "Name <address>".
    #[arg(long)]
    pub manager: Option<String>,
    /// The first manager of the independent desk, from another force or the local policing body:
    /// "Name <address>".
    #[arg(long)]
    pub independent: Option<String>,
    /// The first custodian, who holds half of what opens a source: "Name <address>".
    #[arg(long)]
    pub custodian: Option<String>,
    /// The first authoriser, who holds the other half: "Name <address>".
    #[arg(long)]
    pub authoriser: Option<String>,
    /// Who runs the machine, and sees mail that could not be sent: "Name <address>". May be left out.
    #[arg(long)]
    pub administrator: Option<String>,
    /// Where the triage desk's mail goes.
    #[arg(long)]
    pub desk_email: Option<String>,
    /// Where the independent desk's mail goes.
    #[arg(long)]
    pub independent_email: Option<String>,
    /// List the codes of all forces and stop.
    #[arg(long)]
    #[serde(skip)]
    pub list: bool,
}

/// Sets a deployment up, and prints the recovery key and the one-time links: once.
///
/// # Errors
/// Something is missing or wrong, or the deployment was set up before.
pub(super) async fn init(settings: Settings, options: Options) -> anyhow::Result<()> {
    build::folder(&settings)?;
    store::migrate(&build::address(&settings)?).context("the database cannot be made")?;
    let key = build::make_server_key(&settings)?;
    let app = build::app(&settings, &key)?;
    if options.list {
        return list(&app).await;
    }
    let options = complete(from_file(options)?)?;
    let founded = set_up(&app, &plan(&app, &options)?).await.map_err(words)?;
    tell(&settings, &founded);
    Ok(())
}

async fn list(app: &App) -> anyhow::Result<()> {
    for force in app.store.read(store::platform::force::all).await? {
        say(&format!("{:<28} {}", force.code, force.name));
    }
    Ok(())
}

fn from_file(options: Options) -> anyhow::Result<Options> {
    let Some(file) = &options.file else { return Ok(options) };
    let text = std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    figment::Figment::from(<figment::providers::Toml as figment::providers::Format>::string(&text))
        .extract()
        .with_context(|| format!("{} is not as expected", file.display()))
}

fn complete(mut options: Options) -> anyhow::Result<Options> {
    if options.force.is_empty() {
        let typed = ask("Codes of the forces to serve, with commas (candour init --list shows all)")?;
        options.force =
            typed.split(',').map(|code| code.trim().to_owned()).filter(|code| !code.is_empty()).collect();
    }
    let wanted = [
        (&mut options.manager, "First manager of the triage desk, as Name <address>"),
        (
            &mut options.independent,
            "First manager of the independent desk, outside the department, as Name <address>",
        ),
        (&mut options.custodian, "First custodian, as Name <address>"),
        (&mut options.authoriser, "First authoriser, who is not the custodian, as Name <address>"),
        (&mut options.desk_email, "Where the triage desk's mail goes"),
        (&mut options.independent_email, "Where the independent desk's mail goes"),
    ];
    for (slot, question) in wanted {
        if slot.is_none() {
            *slot = Some(ask(question)?);
        }
    }
    Ok(options)
}

fn ask(question: &str) -> anyhow::Result<String> {
    let input = std::io::stdin();
    if !input.is_terminal() {
        bail!("something is missing: {question}. `candour init --help` names the flags");
    }
    say(&format!("{question}:"));
    let mut line = String::new();
    input.lock().read_line(&mut line)?;
    Ok(line.trim().to_owned())
}

fn plan(app: &App, options: &Options) -> anyhow::Result<Plan> {
    let wanted = [
        (&options.manager, Role::Manager, Some(DeskKind::Triage)),
        (&options.independent, Role::Manager, Some(DeskKind::Independent)),
        (&options.custodian, Role::Custodian, Some(DeskKind::Custodian)),
        (&options.authoriser, Role::Authoriser, Some(DeskKind::Authoriser)),
        (&options.administrator, Role::Administrator, None),
    ];
    let mut plan = Plan { forces: options.force.clone(), districts: districts(options)?, ..Plan::default() };
    for (person, role, kind) in wanted {
        let Some(person) = person else { continue };
        let (name, email) = name_and_address(person)?;
        let staff = new_staff(app, name, email, role.code()).map_err(words)?;
        if let Some(kind) = kind {
            plan.desks.push(desk(options, kind, &staff.email));
        }
        plan.people.push(staff);
    }
    Ok(plan)
}

fn desk(options: &Options, kind: DeskKind, member: &str) -> NewDesk {
    let (name, email) = match kind {
        DeskKind::Triage => ("Triage desk", &options.desk_email),
        DeskKind::Independent => ("Independent desk", &options.independent_email),
        DeskKind::Custodian => ("Custodians", &None),
        DeskKind::Authoriser => ("Authorisers", &None),
    };
    let forces = if kind.receives() { options.force.clone() } else { Vec::new() };
    let email = email.clone().unwrap_or_default();
    NewDesk { kind, name: name.into(), email, forces, members: vec![member.to_owned()] }
}

fn districts(options: &Options) -> anyhow::Result<Vec<(String, String)>> {
    let split = |text: &String| {
        let (force, name) = text.split_once(':').with_context(|| format!("{text} is not force:Name"))?;
        Ok((force.trim().to_owned(), name.trim().to_owned()))
    };
    options.district.iter().map(split).collect()
}

fn name_and_address(text: &str) -> anyhow::Result<(&str, &str)> {
    let parts = text.trim().strip_suffix('>').and_then(|text| text.split_once('<'));
    parts
        .map(|(name, email)| (name.trim(), email.trim()))
        .with_context(|| format!("{text} is not Name <address>"))
}

fn tell(settings: &Settings, founded: &Founded) {
    say("The deployment is set up.\n");
    say(
        "RECOVERY KEY. It is shown this once and is not kept. Print it, put it into a safe, and clear this screen.",
    );
    say("With it, and only with it, cases can be opened when nobody is left who holds a desk's key.\n");
    say(&format!("    {}\n", *founded.recovery.secret().to_text()));
    say("One-time links to set a password and a second factor. Each works once, for three days:");
    for invited in &founded.invited {
        say(&format!("    {} ({})", invited.staff.name, invited.staff.role.label()));
        say(&format!("    {}{}\n", settings.site.staff_origin, path::staff::enrol(&invited.token.to_text())));
    }
}
