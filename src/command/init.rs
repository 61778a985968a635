//! `candour init`: sets a deployment up for real use.

use std::io::{BufRead, IsTerminal};
use std::path::PathBuf;

use anyhow::{Context, bail};
use serde::Deserialize;

use domain::identity::desk::DeskKind;
use domain::identity::role::Role;
use service::App;
use service::identity::setup::{Founded, NewDesk, NewDistrict, Plan, set_up};
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
    /// A custodian, who holds half of what opens a source: "Name <address>"; may be given several times.
    #[arg(long)]
    #[serde(deserialize_with = "one_or_more")]
    pub custodian: Vec<String>,
    /// An authoriser, who holds the other half: "Name <address>"; may be given several times.
    #[arg(long)]
    #[serde(deserialize_with = "one_or_more")]
    pub authoriser: Vec<String>,
    /// Who runs the machine, and sees mail that could not be sent: "Name <address>". May be left out.
    #[arg(long)]
    pub administrator: Option<String>,
    /// Where the triage desk's mail goes.
    #[arg(long)]
    pub desk_email: Option<String>,
    /// Where the independent desk's mail goes.
    #[arg(long)]
    pub independent_email: Option<String>,
    /// Print the recovery key even when nobody sits at a terminal: into a file, a pipe, the log of a service.
    #[arg(long)]
    #[serde(skip)]
    pub print_recovery_key: bool,
    /// A custodian and an authoriser who have the same name are two people all the same.
    #[arg(long)]
    #[serde(skip)]
    pub same_name: bool,
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
    if options.list {
        return list();
    }
    if !options.print_recovery_key && !std::io::stdout().is_terminal() {
        bail!(
            "the recovery key would be printed into a file or a pipe, where it stays. Run this at a terminal, or \
             add --print-recovery-key if that is what you mean"
        );
    }
    let options = complete(from_file(options)?)?;
    confirm_two_people(&options)?;
    build::folder(&settings)?;
    store::migrate(&build::address(&settings)?).context("the database cannot be made")?;
    let key = build::make_server_key(&settings)?;
    let app = build::app(&settings, &key)?;
    let founded = set_up(&app, &plan(&app, &options)?).await.map_err(words)?;
    tell(&settings, &founded);
    Ok(())
}

fn list() -> anyhow::Result<()> {
    for force in store::platform::force::known()? {
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
        (&mut options.desk_email, "Where the triage desk's mail goes"),
        (&mut options.independent_email, "Where the independent desk's mail goes"),
    ];
    for (slot, question) in wanted {
        if slot.is_none() {
            *slot = Some(ask(question)?);
        }
    }
    let several = [
        (&mut options.custodian, "Custodians, each as Name <address>, with commas"),
        (&mut options.authoriser, "Authorisers, who are not custodians, each as Name <address>, with commas"),
    ];
    for (slot, question) in several {
        if slot.is_empty() {
            *slot = ask(question)?.split(',').map(|person| person.trim().to_owned()).collect();
        }
    }
    Ok(options)
}

/// A source takes two people to open. One person under two addresses would be both: the rules see addresses
/// alone, so whoever sets up is asked when the names are the same.
fn confirm_two_people(options: &Options) -> anyhow::Result<()> {
    let known = |person: &String| name_and_address(person).map(|(name, _)| plain_name(name)).ok();
    let custodians: Vec<_> = options.custodian.iter().filter_map(known).collect();
    let same = options.authoriser.iter().filter_map(known).find(|name| custodians.contains(name));
    let Some(name) = same.filter(|_| !options.same_name) else { return Ok(()) };
    if !std::io::stdin().is_terminal() {
        bail!(
            "{name} is both a custodian and an authoriser: one person alone could open a source. Name two people, or \
             add --same-name if two people have that name"
        );
    }
    let answer = ask(&format!(
        "{name} is both a custodian and an authoriser. Are they two people who have the same name? (yes or no)"
    ))?;
    if answer == "yes" { Ok(()) } else { bail!("name two people: nothing was set up") }
}

/// A name without what people write differently: capital letters and spaces.
fn plain_name(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// One text, or a list of texts.
fn one_or_more<'de, D: serde::Deserializer<'de>>(source: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum OneOrMore {
        One(String),
        More(Vec<String>),
    }
    Ok(match OneOrMore::deserialize(source)? {
        OneOrMore::One(one) => vec![one],
        OneOrMore::More(more) => more,
    })
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
    let one = |person: &Option<String>| person.iter().cloned().collect();
    let wanted: [(Vec<String>, Role, Option<DeskKind>); 5] = [
        (one(&options.manager), Role::Manager, Some(DeskKind::Triage)),
        (one(&options.independent), Role::Manager, Some(DeskKind::Independent)),
        (options.custodian.clone(), Role::Custodian, Some(DeskKind::Custodian)),
        (options.authoriser.clone(), Role::Authoriser, Some(DeskKind::Authoriser)),
        (one(&options.administrator), Role::Administrator, None),
    ];
    let mut plan = Plan { forces: options.force.clone(), districts: districts(options)?, ..Plan::default() };
    for (people, role, kind) in wanted {
        let mut members = Vec::new();
        for person in people {
            let (name, email) = name_and_address(&person)?;
            let staff = new_staff(app, name, email, role.code()).map_err(words)?;
            members.push(staff.email.clone());
            plan.people.push(staff);
        }
        plan.desks.extend(kind.map(|kind| desk(options, kind, members)));
    }
    Ok(plan)
}

fn desk(options: &Options, kind: DeskKind, members: Vec<String>) -> NewDesk {
    let (name, email) = match kind {
        DeskKind::Triage => ("Triage desk", &options.desk_email),
        DeskKind::Independent => ("Independent desk", &options.independent_email),
        DeskKind::Custodian => ("Custodians", &None),
        DeskKind::Authoriser => ("Authorisers", &None),
    };
    let forces = if kind.receives() { options.force.clone() } else { Vec::new() };
    let email = email.clone().unwrap_or_default();
    NewDesk { kind, name: name.into(), email, forces, members }
}

fn districts(options: &Options) -> anyhow::Result<Vec<NewDistrict>> {
    let split = |text: &String| {
        let (force, name) = text.split_once(':').with_context(|| format!("{text} is not force:Name"))?;
        Ok(NewDistrict { force: force.trim().to_owned(), name: name.trim().to_owned(), position: None })
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
