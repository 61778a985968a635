//! The shell around every page that people with an account on the police side see.

use maud::{Markup, Render, html};

use domain::identity::staff::Actor;
use domain::platform::time::Timestamp;

use super::nav_item::{Area, NavItem};
use crate::asset::STAFF_STYLE;
use crate::component::sheet_head::{SheetHead, on_every_sheet};
use crate::component::skip_link::{MAIN, skip_link};
use crate::component::staff::account_header::{Account, AccountHeader};
use crate::component::staff::breadcrumbs::breadcrumbs;
use crate::component::staff::marking::{marking, marking_below};
use crate::component::staff::service_navigation::ServiceNavigation;
use crate::component::staff::session_end::SessionEnd;
use crate::component::staff::side_navigation::Link;
use crate::page::{Site, document};

/// What pages know of the person who is signed in.
#[derive(Clone, Copy, Debug)]
pub struct Signed<'a> {
    /// What the deployment sets.
    pub site: &'a Site,
    /// Who it is.
    pub actor: &'a Actor,
    /// The form token.
    pub token: &'a str,
    /// Seconds after which the session ends, if nothing is done.
    pub expires_in: u32,
    /// The present moment: a sheet of paper says of when it is.
    pub now: Timestamp,
}

impl<'a> Signed<'a> {
    /// A page for this person.
    pub fn page(&self, title: &'a str, content: Markup) -> StaffPage<'a> {
        StaffPage { signed: Some(*self), ..StaffPage::new(self.site, title, content) }
    }
}

/// A page of the police side.
#[derive(Clone, Debug)]
pub struct StaffPage<'a> {
    /// What the deployment sets.
    pub site: &'a Site,
    /// Who is signed in, if anybody is.
    pub signed: Option<Signed<'a>>,
    /// What the page is called in the tab and at the end of the breadcrumbs.
    pub title: &'a str,
    /// Whether the page tells of errors.
    pub failed: bool,
    /// The part of the menu it belongs to.
    pub place: Option<NavItem>,
    /// The pages above it, as text and address, from the top down. With none there are no breadcrumbs.
    pub above: Vec<(&'a str, String)>,
    /// Whether it shows case material, and so carries the protective marking.
    pub marked: bool,
    /// The main part: exactly one `h1`.
    pub content: Markup,
}

impl<'a> StaffPage<'a> {
    /// A page for somebody who is not signed in, without errors, menu or marking.
    pub fn new(site: &'a Site, title: &'a str, content: Markup) -> Self {
        let above = Vec::new();
        Self { site, signed: None, title, failed: false, place: None, above, marked: false, content }
    }

    /// Puts the page into a part of the menu.
    #[must_use]
    pub fn at(self, place: NavItem) -> Self {
        Self { place: Some(place), ..self }
    }

    fn full_title(&self) -> String {
        let error = if self.failed { "Error: " } else { "" };
        format!("{error}{} – Staff – {}", self.title, self.site.name)
    }

    fn body(&self) -> Markup {
        html! {
            (skip_link())
            @if self.signed.is_some() || self.is_marked() { (on_every_sheet(&self.head())) }
            (self.header())
            @if let Some(signed) = &self.signed { (self.menu(signed)) }
            div class="govuk-width-container" {
                @if !self.above.is_empty() { (self.way()) }
                main class="govuk-main-wrapper candour-sheet" id=(MAIN) { (self.content) }
            }
            @if let Some(signed) = &self.signed { (end(signed)) }
            @if self.is_marked() { (marking_below()) }
        }
    }

    /// What every sheet of paper must say of itself.
    fn head(&self) -> Markup {
        html! {
            @if self.is_marked() { (marking()) }
            @if let Some(signed) = &self.signed {
                (SheetHead { whose: &signed.site.operator, at: signed.now, by: Some(&signed.actor.name) })
            }
        }
    }

    fn header(&self) -> Markup {
        let (sign_out, own) = (path::staff::sign_out(), path::staff::account());
        let account = self.signed.as_ref().map(|signed| Account {
            name: &signed.actor.name,
            role: signed.actor.role.label(),
            href: &own,
            sign_out: &sign_out,
            token: signed.token,
        });
        AccountHeader { site: &self.site.name, href: &path::staff::home(), account }.render()
    }

    /// The places of the area that the page is in, and a way over to the others. A page of no area (the first
    /// one, one's own account) has the menu of their first.
    fn menu(&self, signed: &Signed) -> ServiceNavigation<'static> {
        let areas = Area::of(signed.actor);
        let here = self.place.map(NavItem::area);
        let mine = here.or(areas.first().map(|(area, _)| *area));
        let link = |place: NavItem| Link {
            text: place.label(),
            href: place.href(),
            current: self.place == Some(place),
        };
        let (mut links, mut others) = (Vec::new(), Vec::new());
        for (area, places) in areas {
            if mine == Some(area) {
                links.extend(places.into_iter().map(link));
            } else if let Some(first) = places.first() {
                let text = if places.len() == 1 { first.label() } else { area.label() };
                others.push(Link { text, href: first.href(), current: false });
            }
        }
        ServiceNavigation { links, others }
    }

    /// Whether the page carries the protective marking: all of casework does.
    fn is_marked(&self) -> bool {
        self.marked || self.place.is_some_and(|place| place.area() == Area::Casework)
    }

    fn way(&self) -> Markup {
        let above: Vec<(&str, &str)> = self.above.iter().map(|(text, href)| (*text, href.as_str())).collect();
        breadcrumbs(&above, self.title)
    }
}

impl Render for StaffPage<'_> {
    fn render(&self) -> Markup {
        document(&self.full_title(), &STAFF_STYLE, &self.body())
    }
}

/// A column of text as wide as reads well.
pub fn column(content: &Markup) -> Markup {
    html! {
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" { (content) } }
    }
}

/// What ends a session, said up front (WCAG 2.2, 2.2.1 Timing Adjustable).
fn end(signed: &Signed) -> Markup {
    let minutes = signed.expires_in.div_ceil(60);
    html! {
        footer class="govuk-template__footer candour-idle govuk-!-display-none-print" {
            div class="govuk-width-container" {
                p class="govuk-body-s" {
                    "You are signed out after " (minutes) " minutes in which you do not open or send anything. "
                    "What you have typed and neither sent nor saved is then lost. "
                    a class="govuk-footer__link" href=(path::staff::help()) { "Help and who to ask" }
                }
            }
        }
        (SessionEnd { expires_in: signed.expires_in, token: signed.token })
    }
}
