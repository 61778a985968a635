//! Leaflets, posters and slides.

use actix_web::web;

use domain::form::record::Record;
use domain::platform::id::Id;
use domain::platform::time::Day;
use domain::register::material::Material;
use service::Problem;
use service::identity::session::Signed;
use service::register::{entry, history, material};
use view::draw;
use view::register::frame::Frame;
use view::register::material::{Handed, MaterialPage};
use view::register::materials::{MaterialLine, Materials};

use super::entry::{Pages, render};
use super::form::Shown;
use crate::answer::{Answer, page, said};
use crate::extract::Staff;
use crate::extract::id::parse;
use crate::extract::staff::Engage;
use crate::staff::{form_token, page_context};
use crate::state::WebState;

/// All of them.
pub(super) async fn list(state: web::Data<WebState>, staff: Staff<Engage>) -> Answer {
    let materials = material::list(&state.app, &staff.0).await?;
    let lines =
        materials.iter().map(|line| MaterialLine { material: &line.material, editions: &line.editions });
    let lines: Vec<_> = lines.collect();
    let token = form_token(&state, &staff.0);
    let (signed, today) = (page_context(&state, &staff.0, &token), state.app.now().day());
    Ok(page(draw(&Materials { signed, lines: &lines, today })))
}

/// One of them.
pub(super) async fn show(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    query: web::Query<Vec<(String, String)>>,
) -> Answer {
    let view = material::view(&state.app, &staff.0, parse(&id)?).await?;
    let known = history::lists(&state.app).await?;
    let handed = view.handouts.iter().map(|handout| Handed {
        day: handout.day,
        engagement: handout.engagement,
        edition: handout.edition,
        quantity: handout.quantity,
        agencies: &handout.agencies,
    });
    let handed: Vec<_> = handed.collect();
    let token = form_token(&state, &staff.0);
    Ok(page(draw(&MaterialPage {
        signed: page_context(&state, &staff.0, &token),
        material: &view.material,
        editions: &view.editions,
        handed: &handed,
        history: &view.history,
        known: &known,
        today: state.app.now().day(),
        done: said(&query),
    })))
}

impl Pages for Material {
    type Above = ();

    fn begun(id: Id<Self>, (): &(), _: Day) -> Self {
        Self { id, record: Record::default(), version: 0 }
    }

    fn adding((): &()) -> Frame<'_> {
        Frame::new_material()
    }

    async fn page(state: &WebState, signed: &Signed, id: Id<Self>, shown: &Shown) -> Result<String, Problem> {
        let material: Self = entry::find(&state.app, signed, id).await?;
        let frame = Frame::material(&material);
        render(state, signed, &material, frame, shown).await
    }

    fn address(id: Id<Self>) -> String {
        path::register::material(&id)
    }
}
