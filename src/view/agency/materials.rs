//! Leaflets, posters and other materials, to download.

use maud::{Markup, Render, html};

use domain::register::material::{Edition, Material};

use super::page::Member;
use crate::component::file_list::size_in_words;

/// A file that can be downloaded.
#[derive(Clone, Copy, Debug)]
pub struct File<'a> {
    /// The edition that it is of.
    pub edition: &'a Edition,
    /// Its name.
    pub name: &'a str,
    /// How large it is, bytes.
    pub size: u64,
}

/// What can be downloaded.
#[derive(Clone, Copy, Debug)]
pub struct Materials<'a> {
    /// Who is signed in.
    pub member: Member<'a>,
    /// The materials, by name, each with its files.
    pub materials: &'a [(&'a Material, Vec<File<'a>>)],
}

impl Render for Materials<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            h1 class="govuk-heading-l" { "Leaflets, posters and more" }
            p class="govuk-body" {
                "Download, print and put up whatever is useful. We do not note who downloads what. "
                "A file that you download stays on your computer: think of who else uses it."
            }
            h2 class="govuk-heading-m" { "Ready to print" }
            p class="govuk-body" { "In English. With the address of this site, a code to scan, and services that help." }
            ul class="govuk-list govuk-list--bullet" {
                li { a class="govuk-link" href=(path::agency::leaflet()) download { "Leaflet, A5 (PDF)" } }
                li { a class="govuk-link" href=(path::agency::poster()) download { "Poster, A4 (PDF)" } }
            }
            @for (material, files) in self.materials { (one(material, files)) }
            h2 class="govuk-heading-m" { "Printed copies" }
            p class="govuk-body" {
                a class="govuk-link" href=(path::agency::ask_materials()) { "Ask us for printed copies" }
                ", or for another language."
            }
        };
        self.member.page("Downloads", &content).render()
    }
}

fn one(material: &Material, files: &[File]) -> Markup {
    let about = material.record.get("about");
    html! {
        h2 class="govuk-heading-m" { bdi { (material.name()) } }
        p class="govuk-body" { (material.form()) @if !about.is_empty() { ": " bdi { (about) } } }
        ul class="govuk-list govuk-list--bullet" {
            @for file in files {
                li {
                    a class="govuk-link" href=(path::agency::material(&file.edition.id)) download {
                        bdi { (material.name()) } ", version " bdi { (file.edition.title()) } " (" (kind(file.name)) ", "
                        (size_in_words(file.size)) ")"
                    }
                    @if let Some(day) = file.edition.expires() { ". Hand it out until " (day) "." }
                }
            }
        }
    }
}

/// What kind of file it is, by the end of its name.
fn kind(name: &str) -> String {
    let end = name.rsplit_once('.').map_or("", |(_, end)| end);
    if end.is_empty() || end.len() > 5 { "file".into() } else { end.to_uppercase() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_called_by_its_ending() {
        for (name, called) in
            [("a.pdf", "PDF"), ("slides.v2.pptx", "PPTX"), ("readme", "file"), ("a.whatever", "file")]
        {
            assert_eq!(kind(name), called);
        }
    }
}
