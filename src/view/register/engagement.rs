//! An engagement: what was done, with whom, what was handed out, what follows from it.

use maud::{Markup, Render, html};

use domain::form::errors::Errors;
use domain::form::record::Known;
use domain::platform::attachment::Attachment;
use domain::platform::id::Id;
use domain::register::campaign::Campaign;
use domain::register::change::Change;
use domain::register::contact::Contact;
use domain::register::engagement::Engagement;

use super::agency::history;
use super::done::Done;
use super::engagement_form::{FORM, LIKE, STEP};
use super::engagements::two_way;
use super::follow_ups::Tasks;
use super::ledger::reminder;
use super::summary::summary;
use crate::component::button::secondary_button;
use crate::component::done::just_done;
use crate::component::error_summary::error_summary;
use crate::component::file_upload::FILES;
use crate::component::file_upload::FileUpload;
use crate::component::form_group::FormGroup;
use crate::component::token::token;
use crate::staff::list_place::ListPlace;
use crate::staff::nav_item::NavItem;
use crate::staff::page::{Signed, StaffPage};

/// An engagement.
pub struct EngagementPage<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// What it is called: its kind and its day.
    pub title: &'a str,
    /// The engagement.
    pub engagement: &'a Engagement,
    /// With whom it was: identifier and name.
    pub agencies: &'a [(String, String)],
    /// Who took part.
    pub contacts: &'a [Contact],
    /// The campaign it belongs to: identifier and name.
    pub campaign: Option<(Id<Campaign>, &'a str)>,
    /// What was handed out, and how many.
    pub materials: &'a [(String, u32)],
    /// What follows from it.
    pub tasks: Tasks<'a>,
    /// Its evidence file.
    pub file: Option<&'a Attachment>,
    /// What was wrong with a file that was sent, for the field [`FILES`].
    pub errors: &'a Errors,
    /// Its history, newest first.
    pub history: &'a [Change],
    /// The lists that give codes their names.
    pub known: &'a Known,
    /// The list that the page was come to from.
    pub place: &'a ListPlace,
    /// What was just done.
    pub done: Option<Done>,
}

impl Render for EngagementPage<'_> {
    fn render(&self) -> Markup {
        let page = self.signed.page(self.title, self.content()).at(NavItem::Engagements);
        let failed = self.tasks.failed() || !self.errors.is_empty();
        let above = vec![self.place.above(("Engagements", path::register::engagements()))];
        StaffPage { failed, above, ..page }.render()
    }
}

impl EngagementPage<'_> {
    fn content(&self) -> Markup {
        let sections = self.engagement.kind.sections();
        html! {
            (just_done(self.done))
            (error_summary(self.tasks.controls.errors))
            (error_summary(self.errors))
            h1 class="govuk-heading-l" { (self.title) }
            p class="candour-tags govuk-body" { (two_way(self.engagement, self.tasks.today)) }
            (self.links())
            (reminder(self.signed.site))
            h2 class="govuk-heading-m" { "With whom" }
            (self.with())
            @if let Some((id, name)) = self.campaign {
                h2 class="govuk-heading-m" { "Campaign" }
                p class="govuk-body" { a class="govuk-link" href=(path::register::campaign(&id)) { bdi { (name) } } }
            }
            h2 class="govuk-heading-m" { "What was handed out" }
            (self.handed())
            h2 class="govuk-heading-m" { "About this engagement" }
            (summary(&sections, &self.engagement.record, self.known))
            h2 class="govuk-heading-m" { "Follow-ups" }
            (self.tasks)
            (self.evidence())
            h2 class="govuk-heading-m" { "History" }
            (history(self.history, self.known))
        }
    }

    fn links(&self) -> Markup {
        let id = self.engagement.id.to_string();
        let another = path::query(&[(LIKE.name(), &id), (STEP.name(), FORM)]);
        html! {
            p class="govuk-body govuk-!-display-none-print" {
                a class="govuk-link" href=(self.place.carry(&path::register::engagement_edit(&id))) { "Change this entry" } " · "
                a class="govuk-link" href={ (path::register::new_engagement()) "?" (another) } { "Log another like this" } " · "
                a class="govuk-link" href=(self.place.carry(&path::register::engagement_delete(&id))) { "Delete this engagement" }
            }
        }
    }

    fn with(&self) -> Markup {
        html! {
            @if self.agencies.is_empty() { p class="govuk-body" { "No agency is named." } }
            @else {
                ul class="govuk-list" {
                    @for (id, name) in self.agencies {
                        li { a class="govuk-link" href=(path::register::agency(id)) { bdi { (name) } } }
                    }
                }
            }
            @if !self.contacts.is_empty() {
                h3 class="govuk-heading-s" { "People" }
                ul class="govuk-list" {
                    @for contact in self.contacts {
                        li { a class="govuk-link" href=(path::register::contact(&contact.id)) { bdi { (contact.name()) } } }
                    }
                }
            }
        }
    }

    fn handed(&self) -> Markup {
        html! {
            @if self.materials.is_empty() { p class="govuk-body" { "Nothing." } }
            @else {
                ul class="govuk-list" { @for (what, quantity) in self.materials { li { (quantity) " × " bdi { (what) } } } }
            }
        }
    }

    fn evidence(&self) -> Markup {
        let id = &self.engagement.id;
        let label = if self.file.is_some() { "Replace the file" } else { "Add a file" };
        let group = FormGroup::new(FILES, label).error(self.errors.of(FILES)).hint(
            "A sign-in sheet or a photo of a stall, up to 25 MB. Nothing from a case, and nobody who could be recognised \
             as somebody who was harmed.",
        );
        html! {
            h2.govuk-heading-m."govuk-!-display-none-print"[self.file.is_none()] { "Evidence file" }
            @if let Some(file) = self.file {
                p class="govuk-body" {
                    a class="govuk-link" href=(path::register::engagement_file(id)) { bdi { (file.name.to_string()) } }
                }
                form class="govuk-!-display-none-print" action=(self.place.carry(&path::register::engagement_file_remove(id))) method="post" {
                    (token(self.signed.token))
                    (secondary_button("Remove the file"))
                }
            }
            form class="govuk-!-display-none-print" action=(self.place.carry(&path::register::engagement_file(id))) method="post"
                enctype="multipart/form-data" novalidate {
                (token(self.signed.token))
                (FileUpload { group, multiple: false, accept: None })
                (secondary_button("Save file"))
            }
        }
    }
}
