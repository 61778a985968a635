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
use view::register::material::{Handed, MaterialPage};
use view::register::materials::{Line, Materials};
use view::staff::place::Place;

use super::entry::{Pages, drawn};
use super::form::{Frame, Shown};
use super::page::said;
use crate::answer::{Answer, page};
use crate::extract::Staff;
use crate::extract::id::parse;
use crate::extract::staff::Engage;
use crate::front::Front;
use crate::staff::{form_token, told};

/// All of them.
pub(super) async fn list(front: web::Data<Front>, staff: Staff<Engage>) -> Answer {
    let materials = material::list(&front.house, &staff.0).await?;
    let lines = materials.iter().map(|line| Line { material: &line.material, editions: &line.editions });
    let lines: Vec<_> = lines.collect();
    let token = form_token(&front, &staff.0);
    let (signed, today) = (told(&front, &staff.0, &token), front.house.now().day());
    Ok(page(draw(&Materials { signed, lines: &lines, today })))
}

/// One of them.
pub(super) async fn show(
    front: web::Data<Front>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    query: web::Query<Vec<(String, String)>>,
) -> Answer {
    let view = material::view(&front.house, &staff.0, parse(&id)?).await?;
    let known = history::lists(&front.house).await?;
    let handed = view.handouts.iter().map(|handout| Handed {
        day: handout.day,
        engagement: handout.engagement,
        edition: handout.edition,
        quantity: handout.quantity,
        agencies: &handout.agencies,
    });
    let handed: Vec<_> = handed.collect();
    let token = form_token(&front, &staff.0);
    Ok(page(draw(&MaterialPage {
        signed: told(&front, &staff.0, &token),
        material: &view.material,
        editions: &view.editions,
        handed: &handed,
        history: &view.history,
        known: &known,
        today: front.house.now().day(),
        done: said(&query),
    })))
}

impl Pages for Material {
    type Above = ();

    fn begun(id: Id<Self>, (): &(), _: Day) -> Self {
        Self { id, record: Record::default(), version: 0 }
    }

    fn adding((): &()) -> Frame<'_> {
        Frame {
            title: "Add a material".into(),
            place: Place::Materials,
            above: vec![("Materials", path::register::materials())],
            action: path::register::new_material(),
            button: "Add material",
        }
    }

    async fn page(front: &Front, signed: &Signed, id: Id<Self>, shown: &Shown) -> Result<String, Problem> {
        let material: Self = entry::find(&front.house, signed, id).await?;
        let frame = Frame {
            title: "Change a material".into(),
            place: Place::Materials,
            above: vec![("Materials", path::register::materials()), (material.name(), Self::address(id))],
            action: path::register::material_edit(&id),
            button: "Save",
        };
        drawn(front, signed, &material, &frame, shown).await
    }

    fn address(id: Id<Self>) -> String {
        path::register::material(&id)
    }
}
