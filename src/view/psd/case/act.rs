//! What can be done with a case.

use maud::{Markup, html};

use domain::casework::workflow::Transition;

use super::page::{ACTION, ASSIGNEE, CasePage, VERSION};
use crate::component::button::{Button, Look, secondary_button, warning_button};
use crate::component::details::details;
use crate::component::form_group::FormGroup;
use crate::component::item::Item;
use crate::component::label::Size;
use crate::component::select::Select;
use crate::component::token::token;
use crate::psd::conflict_check::{KNOWS, YES};

/// The id of what can be done.
pub(super) const ID: &str = "do";

/// What can be done with the case.
pub(super) fn section(page: &CasePage) -> Markup {
    html! {
        section class="govuk-!-display-none-print" aria-labelledby=(ID) {
            h2 class="govuk-heading-m" id=(ID) { "What to do" }
            (moves(page))
            (assign(page))
            (details("I know this person", &conflict(page)))
        }
    }
}

fn moves(page: &CasePage) -> Markup {
    let rows: Vec<&Transition> = page.case.actions(page.signed.actor.role).collect();
    html! {
        @if !rows.is_empty() {
            form action=(page.place.carry(&path::staff::case_act(&page.case.id()))) method="post" novalidate {
                (token(page.signed.token))
                (version(page))
                div class="govuk-button-group" {
                    @for (index, row) in rows.iter().enumerate() { (step(row, index == 0)) }
                }
            }
        }
    }
}

fn step(row: &Transition, first: bool) -> Button<'static> {
    let look = if first { Look::Primary } else { Look::Secondary };
    Button { text: row.action.label(), hidden: None, look, says: Some((ACTION, row.action.code())) }
}

fn assign(page: &CasePage) -> Markup {
    let ids: Vec<String> = page.members.iter().map(|member| member.id.to_string()).collect();
    let members = ids.iter().zip(page.members);
    let chosen = page.case.assignee();
    let error = page.errors.of(ASSIGNEE);
    let group = FormGroup::new(ASSIGNEE, "Who works on it").size(Size::Small).error(error);
    let items = members.map(|(id, member)| Item::new(id, &member.name, chosen == Some(member.id)));
    let items = [Item::new("", "Nobody", chosen.is_none())].into_iter().chain(items).collect();
    html! {
        form action=(page.place.carry(&path::staff::case_assign(&page.case.id()))) method="post" novalidate {
            (token(page.signed.token))
            (version(page))
            (Select { group, items })
            (secondary_button("Give to this person"))
        }
    }
}

fn conflict(page: &CasePage) -> Markup {
    html! {
        p class="govuk-body" {
            "If you recognise anyone in this case, stop reading. You will not see it again, and the manager is told. "
            "You do not have to say who it is."
        }
        form action=(page.place.carry(&path::staff::case_open(&page.case.id()))) method="post" novalidate {
            (token(page.signed.token))
            input type="hidden" name=(KNOWS) value=(YES);
            (warning_button("I know this person"))
        }
    }
}

/// Somebody else's change in between is noticed by it.
fn version(page: &CasePage) -> Markup {
    html! { input type="hidden" name=(VERSION) value=(page.case.version()); }
}
