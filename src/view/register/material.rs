//! A material: its editions, to whom they were handed out, and its history.

use maud::{Markup, Render, html};

use domain::form::errors::Errors;
use domain::form::record::Known;
use domain::platform::attachment::Attachment;
use domain::platform::id::Id;
use domain::platform::time::Day;
use domain::register::change::Change;
use domain::register::engagement::Engagement;
use domain::register::material::{Edition, FILE, MATERIAL, Material};

use super::agency::history;
use super::done::Done;
use super::export::export;
use super::form::EntryForm;
use super::materials::expired;
use super::summary::summary;
use crate::component::button::{Button, Look, secondary_button};
use crate::component::done::just_done;
use crate::component::error_summary::error_summary;
use crate::component::file_list::{FileItem, file_name};
use crate::component::file_upload::FILES;
use crate::component::file_upload::FileUpload;
use crate::component::form_group::FormGroup;
use crate::component::staff::dense_table::dense_table;
use crate::component::table::{Column, Table};
use crate::component::token::token;
use crate::staff::nav_item::NavItem;
use crate::staff::page::{Signed, StaffPage};

/// Material that was handed out once.
#[derive(Clone, Debug)]
pub struct Handed<'a> {
    /// When.
    pub day: Day,
    /// The engagement it was handed out at.
    pub engagement: Id<Engagement>,
    /// Which edition.
    pub edition: Id<Edition>,
    /// How many.
    pub quantity: i32,
    /// To whom: identifier and name.
    pub agencies: &'a [(Id<domain::register::agency::Agency>, String)],
}

/// A material.
pub struct MaterialPage<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The material.
    pub material: &'a Material,
    /// Its editions, and how many of each were handed out.
    pub editions: &'a [(Edition, i64)],
    /// When and to whom, newest first.
    pub handed: &'a [Handed<'a>],
    /// Its history, newest first.
    pub history: &'a [Change],
    /// The lists that give codes their names.
    pub known: &'a Known,
    /// The present day.
    pub today: Day,
    /// What was just done.
    pub done: Option<Done>,
}

impl Render for MaterialPage<'_> {
    fn render(&self) -> Markup {
        let page = self.signed.page(self.material.name(), self.content()).at(NavItem::Materials);
        StaffPage { above: vec![("Materials", path::register::materials())], ..page }.render()
    }
}

impl MaterialPage<'_> {
    fn content(&self) -> Markup {
        let id = &self.material.id;
        html! {
            (just_done(self.done))
            h1 class="govuk-heading-l" { bdi { (self.material.name()) } }
            (summary(MATERIAL, &self.material.record, self.known))
            p class="govuk-body govuk-!-display-none-print" {
                a class="govuk-link" href=(path::register::material_edit(id)) { "Change this entry" } " · "
                a class="govuk-link" href=(path::register::new_edition(id)) { "Add an edition" }
            }
            h2 class="govuk-heading-m" { "Editions" }
            @if self.editions.is_empty() { p class="govuk-body" { "There is no edition yet." } } @else { (self.editions()) }
            h2 class="govuk-heading-m" { "Handed out" }
            @if self.handed.is_empty() { p class="govuk-body" { "None was handed out yet." } } @else {
                (self.log())
                (export("Handed out", &|ending| path::export::handouts(id, ending)))
            }
            h2 class="govuk-heading-m" { "History" }
            (history(self.history, self.known))
        }
    }

    fn editions(&self) -> Markup {
        let titles = ["Edition", "Runs out on", "File", "Handed out"];
        dense_table(&Table {
            caption: "Editions",
            caption_hidden: true,
            columns: titles.map(|title| Column { title, numeric: title == "Handed out" }).to_vec(),
            rows: self.editions.iter().map(|(edition, handed)| self.edition(edition, *handed)).collect(),
            row_headings: true,
        })
    }

    fn edition(&self, edition: &Edition, handed: i64) -> Vec<Markup> {
        let file = edition.record.get(FILE);
        vec![
            html! { a class="govuk-link" href=(path::register::edition(&edition.id)) { bdi { (edition.title()) } } },
            html! {
                @match edition.expires() {
                    Some(day) => { span class="candour-whole" { (day) } @if edition.is_expired(self.today) { " " (expired()) } },
                    None => "Does not run out",
                }
            },
            html! {
                @if file.is_empty() { "None" }
                @else { a class="govuk-link govuk-!-text-break-word" href=(path::register::edition_file(&edition.id)) { bdi { (file) } } }
            },
            html! { (handed) },
        ]
    }

    fn log(&self) -> Markup {
        let titles = ["Day", "Edition", "To", "How many"];
        dense_table(&Table {
            caption: "Handed out",
            caption_hidden: true,
            columns: titles.map(|title| Column { title, numeric: title == "How many" }).to_vec(),
            rows: self.handed.iter().map(|handed| self.handed(handed)).collect(),
            row_headings: true,
        })
    }

    fn handed(&self, handed: &Handed) -> Vec<Markup> {
        let edition = self.editions.iter().find(|(edition, _)| edition.id == handed.edition);
        vec![
            html! {
                a class="govuk-link candour-whole" href=(path::register::engagement(&handed.engagement)) { (handed.day) }
            },
            html! { @if let Some((edition, _)) = edition { bdi { (edition.title()) } } },
            html! {
                @for (id, name) in handed.agencies {
                    div { a class="govuk-link" href=(path::register::agency(id)) { bdi { (name) } } }
                }
                @if handed.agencies.is_empty() { "No agency is named" }
            },
            html! { (handed.quantity) },
        ]
    }
}

/// An edition: the form in which it is changed, and its file.
pub struct EditionPage<'a> {
    /// The form.
    pub form: EntryForm<'a>,
    /// The edition.
    pub edition: &'a Edition,
    /// Its file.
    pub file: Option<&'a Attachment>,
    /// What was wrong with a file that was sent, for the field [`FILES`].
    pub errors: &'a Errors,
    /// The present day.
    pub today: Day,
    /// What was just done.
    pub done: Option<Done>,
}

impl Render for EditionPage<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            (just_done(self.done))
            (error_summary(self.errors))
            (self.form.read())
            @if self.edition.is_expired(self.today) {
                p class="govuk-body" { (expired()) " It must not be handed out any more." }
            }
            div class="govuk-!-display-none-print" { h2 class="govuk-heading-m" { "File" } (self.file()) }
        };
        let page = self.form.page();
        StaffPage { content, failed: page.failed || !self.errors.is_empty(), ..page }.render()
    }
}

impl EditionPage<'_> {
    fn file(&self) -> Markup {
        let (id, held) = (&self.edition.id, self.file.is_some());
        let label = if held { "Send another file in its place" } else { "Send the file" };
        let group = FormGroup::new(FILES, label).hint("One file. Nothing from a case.");
        html! {
            @if let Some(file) = self.file { (self.current_file(file)) }
            form action=(path::register::edition_file(id)) method="post" enctype="multipart/form-data" novalidate {
                (token(self.form.signed.token))
                (FileUpload { group: group.error(self.errors.of(FILES)), multiple: false, accept: None })
                (secondary_button("Send file"))
            }
        }
    }

    fn current_file(&self, file: &Attachment) -> Markup {
        let (id, name) = (&self.edition.id, file.name.as_str());
        let item = FileItem { id: "", name, bytes: file.size };
        html! {
            form action=(path::register::edition_file_remove(id)) method="post" class="candour-inline" {
                (token(self.form.signed.token))
                p class="govuk-body" {
                    a class="govuk-link" href=(path::register::edition_file(id)) { (file_name(&item)) }
                }
                (Button { text: "Remove", hidden: Some("the file"), look: Look::Secondary, says: None })
            }
        }
    }
}
