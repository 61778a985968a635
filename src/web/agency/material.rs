//! Materials to download.

use actix_web::web;

use domain::platform::id::Id;
use domain::register::material::Edition;
use service::Problem;
use service::register::workspace::material;
use view::agency::materials::{File, Materials};
use view::draw;
use view::print::paper::Paper;

use super::page::{form_token, page_context};
use crate::answer::{Answer, download, page};
use crate::extract::Member;
use crate::register::content::pdf;
use crate::state::WebState;

/// What can be downloaded.
pub(super) async fn list(state: web::Data<WebState>, member: Member) -> Answer {
    let offered = material::list(&state.app, &member.0).await?;
    let materials = offered.iter().map(|(material, editions)| {
        let files = editions.iter();
        let files = files.map(|one| File { edition: &one.edition, name: &one.file, size: one.size });
        (material, files.collect())
    });
    let materials: Vec<_> = materials.collect();
    let token = form_token(&state, &member.0);
    Ok(page(draw(&Materials { member: page_context(&state, &member.0, &token), materials: &materials })))
}

/// The file of an edition.
pub(super) async fn file(state: web::Data<WebState>, member: Member, id: web::Path<String>) -> Answer {
    let id: Id<Edition> = id.parse().map_err(|_| Problem::Missing)?;
    Ok(download(&material::open(&state.app, &member.0, id).await?))
}

/// The leaflet that the portal makes.
pub(super) async fn leaflet(state: web::Data<WebState>, member: Member) -> Answer {
    pdf(&state, material::printed(&state.app, &member.0).await?, Paper::Leaflet)
}

/// The poster that the portal makes.
pub(super) async fn poster(state: web::Data<WebState>, member: Member) -> Answer {
    pdf(&state, material::printed(&state.app, &member.0).await?, Paper::Poster)
}
