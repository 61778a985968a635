//! The filter of a list of agencies.

use maud::{Markup, Render, html};

use domain::form::choice;
use domain::form::record::{self, Known};
use domain::platform::agency_type::AGENCY_TYPES;
use domain::register::agency::{LANGUAGE_LIST, Standing, Tier};
use domain::register::coverage::kind_label;

use super::agency_filter::{
    ACTIVE, AREA, KIND, LANGUAGE, NEVER, NO, OVERDUE, OWNER, Picked, SPOC, STANDING, TIER, WORDS, YES,
};
use crate::component::checkboxes::lone_checkbox;
use crate::component::form_group::FormGroup;
use crate::component::input::{Input, Width};
use crate::component::item::Item;
use crate::component::select::Select;
use crate::component::staff::filter::{Filter, Selected};
use crate::component::staff::sortable_table::kept_order;

/// What stands before the names of its fields in identifiers: the form that changes many agencies at once has
/// some of the same.
const PREFIX: &str = "filter-";

/// The filter of a list of agencies.
#[derive(Clone, Debug)]
pub struct AgencyFilter<'a> {
    /// Which were asked for.
    pub picked: &'a Picked,
    /// The lists that filters offer.
    pub known: &'a Known,
    /// The address of the list.
    pub list: String,
    /// How many agencies are on it.
    pub total: usize,
}

impl Render for AgencyFilter<'_> {
    fn render(&self) -> Markup {
        let filter = Filter {
            count: count(self.total),
            search: Some(search(&self.picked.words, "Names, people, places, notes. Parts of words will do.")),
            selected: self.selected(),
            clear_href: &self.picked.cleared().href_in(&self.list, 1),
            options: self.options(),
        };
        html! { form action=(self.list) method="get" novalidate { (kept_order(self.picked.order)) (filter) } }
    }
}

impl AgencyFilter<'_> {
    fn selected(&self) -> Vec<Selected> {
        let picked = self.picked;
        let mut given: Vec<Selected> = Vec::new();
        let mut add =
            |text: String, rest: Picked| given.push(Selected { text, href: rest.href_in(&self.list, 1) });
        if !picked.words.is_empty() {
            add(format!("“{}”", picked.words), Picked { words: String::new(), ..picked.clone() });
        }
        if !picked.kind.is_empty() {
            add(kind_label(&picked.kind).to_owned(), Picked { kind: String::new(), ..picked.clone() });
        }
        if let Some(area) = &picked.area {
            add(self.known.area(&area.code()), Picked { area: None, ..picked.clone() });
        }
        if let Some(tier) = picked.tier {
            add(format!("Tier {}", tier.label()), Picked { tier: None, ..picked.clone() });
        }
        if let Some(standing) = picked.standing {
            add(standing.label().to_owned(), Picked { standing: None, ..picked.clone() });
        }
        if picked.active {
            add("Active".to_owned(), Picked { active: false, ..picked.clone() });
        }
        if !picked.owner.is_empty() {
            add(
                format!("Owner {}", self.known.person(&picked.owner)),
                Picked { owner: String::new(), ..picked.clone() },
            );
        }
        if picked.overdue {
            add("Overdue".to_owned(), Picked { overdue: false, ..picked.clone() });
        }
        if let Some(has) = picked.spoc {
            let text = if has { "With point of contact" } else { "Without point of contact" };
            add(text.to_owned(), Picked { spoc: None, ..picked.clone() });
        }
        if picked.never {
            add("Never met".to_owned(), Picked { never: false, ..picked.clone() });
        }
        if !picked.language.is_empty() {
            let text = format!("Speaks {}", choice::label(LANGUAGE_LIST, &picked.language));
            add(text, Picked { language: String::new(), ..picked.clone() });
        }
        given
    }

    fn options(&self) -> Markup {
        let picked = self.picked;
        let whole =
            picked.kind.ends_with('-').then(|| Item::new(&picked.kind, kind_label(&picked.kind), true));
        let types = AGENCY_TYPES.iter().map(|one| Item::new(one.code, one.label, picked.kind == one.code));
        // Coverage leads to groups of types; one that is in force stays when the rest of the filter changes.
        let types = whole.into_iter().chain(types);
        let tiers = Tier::ALL.map(|one| Item::new(one.code(), one.label(), picked.tier == Some(one)));
        let standings =
            Standing::ALL.map(|one| Item::new(one.code(), one.label(), picked.standing == Some(one)));
        let areas = self.known.areas();
        let here = picked.area.as_ref().map(record::Area::code).unwrap_or_default();
        let areas = areas.iter().map(|(name, code)| Item::new(code, name, *code == here));
        let ids: Vec<String> = self.known.staff.iter().map(|person| person.id.to_string()).collect();
        let owners = ids
            .iter()
            .zip(&self.known.staff)
            .map(|(id, person)| Item::new(id, &person.name, picked.owner == *id));
        let spocs = [
            Item::new(YES, "Named", picked.spoc == Some(true)),
            Item::new(NO, "Missing", picked.spoc == Some(false)),
        ];
        let languages =
            LANGUAGE_LIST.iter().map(|one| Item::new(one.code, one.label, picked.language == one.code));
        let group = |name, label| FormGroup::new(name, label).prefix(PREFIX);
        html! {
            div class="candour-options" {
                (Select { group: group(KIND, "Type"), items: any(types) })
                (Select { group: group(AREA, "Where"), items: any(areas) })
                (Select { group: group(TIER, "Tier"), items: any(tiers) })
                (Select { group: group(STANDING, "Status"), items: any(standings) })
                (Select { group: group(OWNER, "Owner"), items: any(owners) })
                (Select { group: group(SPOC, "Point of contact"), items: any(spocs) })
                (Select { group: group(LANGUAGE, "Language"), items: any(languages) })
                (lone_checkbox(ACTIVE, &Item {
                    hint: Some("Neither paused nor left: those that count in coverage"),
                    ..Item::new(YES, "Only active", picked.active)
                }))
                (lone_checkbox(OVERDUE, &Item::new(YES, "Only overdue", picked.overdue)))
                (lone_checkbox(NEVER, &Item::new(YES, "Only never met", picked.never)))
            }
        }
    }
}

/// The line to search in.
pub(super) fn search(words: &str, hint: &str) -> Markup {
    let group = FormGroup::new(WORDS, "Search").hint(hint);
    Input { kind: "search", width: Width::Thirty, ..Input::new(group, words) }.render()
}

/// How many agencies there are, in words.
pub(super) fn count(total: usize) -> String {
    if total == 1 { "1 agency".into() } else { format!("{total} agencies") }
}

fn any<'a>(items: impl IntoIterator<Item = Item<'a>>) -> Vec<Item<'a>> {
    [Item::new("", "Any", false)].into_iter().chain(items).collect()
}
