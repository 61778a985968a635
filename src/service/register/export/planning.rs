//! What is planned, as tables: who to call next, campaigns and how far they are. And to whom materials went.

use std::collections::HashMap;

use domain::identity::role::Permission;
use domain::platform::id::Id;
use domain::register::call_list::{Call, Why};
use domain::register::campaign::{CAMPAIGN, Campaign};
use domain::register::material::Material;
use store::register::material::{self as materials, Handout};

use super::table::{Form, Rows, cells, day, headed, labels, table};
use crate::identity::session::Signed;
use crate::register::agency::AgencyLine;
use crate::register::call_list::{self, CallFilter};
use crate::register::campaign::{self, CampaignLine};
use crate::register::history;
use crate::{App, Problem};

/// Those to call next, in order.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn calls(app: &App, signed: &Signed, filter: CallFilter, form: Form) -> Result<Vec<u8>, Problem> {
    let view = call_list::view(app, signed, filter, (0, usize::MAX)).await?;
    let headings = ["Group", "Agency", "Status", "Tier", "Call", "Phone", "Email", "Last met", "Why"];
    let mut rows = headed(&headings);
    rows.extend(view.calls.iter().map(|(call, line)| of_call(call, line)));
    table(app, signed, ("calls", "Who to call"), rows, form).await
}

fn of_call(call: &Call, line: &AgencyLine) -> Vec<String> {
    let (agency, spoc) = (&line.agency, line.spoc.clone().unwrap_or_default());
    vec![
        call.group().label().to_owned(),
        agency.name().to_owned(),
        agency.standing().label().to_owned(),
        agency.tier().code().to_owned(),
        spoc.name,
        spoc.phone,
        spoc.email,
        day(line.last.met),
        call.why.iter().map(Why::words).collect::<Vec<_>>().join(" "),
    ]
}

/// Every campaign, by name.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn campaigns(app: &App, signed: &Signed, form: Form) -> Result<Vec<u8>, Problem> {
    let (lines, known) = (campaign::list(app, signed).await?, history::lists(app).await?);
    let last = ["Sessions held", "Target agencies", "Target agencies reached"].map(str::to_owned);
    let mut rows: Rows = vec![labels(CAMPAIGN).chain(last).collect()];
    let row = |line: &CampaignLine| {
        let last = [line.held.to_string(), line.targets.to_string(), line.reached.to_string()];
        cells(CAMPAIGN, &line.campaign.record, &known).chain(last).collect()
    };
    rows.extend(lines.iter().map(row));
    table(app, signed, ("campaigns", "Campaigns"), rows, form).await
}

/// The target agencies of a campaign with how each was last reached: those that were not reached first.
///
/// # Errors
/// [`Problem::Missing`] when there is no such campaign, or the person's role does not allow it.
pub async fn targets(app: &App, signed: &Signed, id: Id<Campaign>, form: Form) -> Result<Vec<u8>, Problem> {
    let view = campaign::view(app, signed, id).await?;
    let mut rows = headed(&["Campaign", "Agency", "State", "Reached on", "By"]);
    rows.extend(view.targets.iter().map(|(_, name, how)| {
        vec![
            view.campaign.name().to_owned(),
            name.clone(),
            how.map_or("Not yet", |_| "Reached").to_owned(),
            day(how.map(|how| how.day)),
            how.map_or("", |how| how.kind.label).to_owned(),
        ]
    }));
    table(app, signed, ("targets", "Targets"), rows, form).await
}

/// When and to whom the editions of a material were handed out, newest first.
///
/// # Errors
/// [`Problem::Missing`] when there is no such material, or the person's role does not allow it.
pub async fn handouts(app: &App, signed: &Signed, id: Id<Material>, form: Form) -> Result<Vec<u8>, Problem> {
    signed.require(Permission::Engage)?;
    let today = app.now().day();
    let rows = app
        .read(move |snapshot| {
            let Some(material) = materials::find(snapshot, id)? else { return Ok(None) };
            let editions = materials::editions(snapshot, Some(id))?;
            let titles: HashMap<_, _> =
                editions.iter().map(|one| (one.id.to_string(), one.title())).collect();
            let mut rows = headed(&["Material", "Day", "Edition", "To", "How many"]);
            let row = |one: Handout| {
                let to: Vec<_> = one.agencies.iter().map(|(_, name)| name.as_str()).collect();
                vec![
                    material.name().to_owned(),
                    one.day.iso(),
                    titles.get(&one.edition.to_string()).map(ToString::to_string).unwrap_or_default(),
                    to.join("; "),
                    one.quantity.to_string(),
                ]
            };
            rows.extend(materials::handouts(snapshot, id, today, i64::MAX)?.into_iter().map(row));
            Ok(Some(rows))
        })
        .await?
        .ok_or(Problem::Missing)?;
    table(app, signed, ("handouts", "Handed out"), rows, form).await
}
