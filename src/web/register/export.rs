//! Lists as files, filtered as the address says.

use actix_web::web;

use domain::register::campaign::Campaign;
use domain::register::material::Material;
use service::Problem;
use service::register::export::{self, Form, What};
use view::register::agency_filter::Picked;
use view::register::call_filter::Called;
use view::register::engaged_filter;
use view::register::engagement_filter::Sought;
use view::register::follow_up_filter::Wanted;

use super::agencies::filtered;
use super::{call_list, coverage, engagement, follow_up};
use crate::answer::{Answer, download_bytes};
use crate::error::PageError;
use crate::extract::Staff;
use crate::extract::id::parse;
use crate::extract::staff::{Engage, SeeCoverage};
use crate::state::WebState;

type Query = web::Query<Vec<(String, String)>>;

/// A file, by its name.
pub(super) async fn write(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    file: web::Path<String>,
    query: Query,
) -> Answer {
    let (app, signed) = (&state.app, &staff.0);
    let agencies = || filtered(&state, &Picked::read(&query).0);
    let (list, ending) = file.rsplit_once('.').ok_or(Problem::Missing)?;
    if list == "open-referral" {
        let (as_tables, media_type) = match ending {
            "json" => (false, "application/json"),
            "zip" => (true, "application/zip"),
            _ => return Err(Problem::Missing.into()),
        };
        return Ok(download_bytes(
            &file,
            media_type,
            export::referral(app, signed, agencies(), as_tables).await?,
        ));
    }
    let (form, media_type) = form(ending)?;
    let bytes = match list {
        "agencies" => export::list(app, signed, agencies(), What::Agencies, form).await?,
        "contacts" => export::list(app, signed, agencies(), What::Contacts, form).await?,
        "engagements" => {
            let filter = engagement::filtered(&Sought::read(&query).0);
            export::engagements(app, signed, filter, form).await?
        }
        "engaged" => {
            let filter = filtered(&state, &engaged_filter::read(&query).0);
            export::engaged(app, signed, filter, form).await?
        }
        "follow-ups" => {
            export::follow_ups(app, signed, follow_up::filter(&state, signed, Wanted::read(&query).0), form)
                .await?
        }
        "calls" => {
            export::calls(app, signed, call_list::filter(signed, Called::read(&query).0), form).await?
        }
        "campaigns" => export::campaigns(app, signed, form).await?,
        _ => return Err(Problem::Missing.into()),
    };
    Ok(download_bytes(&file, media_type, bytes))
}

/// The target agencies of a campaign, and how they were reached.
pub(super) async fn targets(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    path: web::Path<(String, String)>,
) -> Answer {
    let (id, ending) = path.into_inner();
    let (form, media_type) = form(&ending)?;
    let bytes = export::targets(&state.app, &staff.0, parse::<Campaign>(&id)?, form).await?;
    Ok(download_bytes(&format!("targets.{ending}"), media_type, bytes))
}

/// To whom a material was handed out.
pub(super) async fn handouts(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    path: web::Path<(String, String)>,
) -> Answer {
    let (id, ending) = path.into_inner();
    let (form, media_type) = form(&ending)?;
    let bytes = export::handouts(&state.app, &staff.0, parse::<Material>(&id)?, form).await?;
    Ok(download_bytes(&format!("handouts.{ending}"), media_type, bytes))
}

/// Coverage in numbers.
pub(super) async fn numbers(
    state: web::Data<WebState>,
    staff: Staff<SeeCoverage>,
    ending: web::Path<String>,
    query: Query,
) -> Answer {
    let (form, media_type) = form(&ending)?;
    let bytes = export::numbers(&state.app, &staff.0, coverage::parse_query(&query), form).await?;
    Ok(download_bytes(&format!("coverage.{ending}"), media_type, bytes))
}

/// How a file with this ending is written, and its media type.
fn form(ending: &str) -> Result<(Form, &'static str), PageError> {
    match ending {
        "csv" => Ok((Form::Csv, "text/csv; charset=utf-8")),
        "xlsx" => Ok((Form::Xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")),
        _ => Err(Problem::Missing.into()),
    }
}
