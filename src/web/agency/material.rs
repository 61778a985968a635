//! Materials to download.

use actix_web::web;

use domain::platform::id::Id;
use domain::register::material::Edition;
use service::Problem;
use service::register::workspace::material;
use view::agency::materials::{File, Materials};
use view::draw;
use view::print::paper::Paper;

use super::page::{form_token, told};
use crate::answer::{Answer, download, page};
use crate::extract::Member;
use crate::front::Front;
use crate::register::content::pdf;

/// What can be downloaded.
pub(super) async fn list(front: web::Data<Front>, member: Member) -> Answer {
    let offered = material::list(&front.house, &member.0).await?;
    let materials = offered.iter().map(|(material, editions)| {
        let files = editions.iter();
        let files = files.map(|one| File { edition: &one.edition, name: &one.file, size: one.size });
        (material, files.collect())
    });
    let materials: Vec<_> = materials.collect();
    let token = form_token(&front, &member.0);
    Ok(page(draw(&Materials { member: told(&front, &member.0, &token), materials: &materials })))
}

/// The file of an edition.
pub(super) async fn file(front: web::Data<Front>, member: Member, id: web::Path<String>) -> Answer {
    let id: Id<Edition> = id.parse().map_err(|_| Problem::Missing)?;
    Ok(download(&material::open(&front.house, &member.0, id).await?))
}

/// The leaflet that the portal makes.
pub(super) async fn leaflet(front: web::Data<Front>, member: Member) -> Answer {
    pdf(&front, material::printed(&front.house, &member.0).await?, Paper::Leaflet)
}

/// The poster that the portal makes.
pub(super) async fn poster(front: web::Data<Front>, member: Member) -> Answer {
    pdf(&front, material::printed(&front.house, &member.0).await?, Paper::Poster)
}
