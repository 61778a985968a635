//! Help: what each place is for, what happens with what is sent, what to do in danger, and who to ask.

use maud::{Markup, Render, html};

use domain::identity::staff::Staff;

use super::page::Member;
use crate::component::call_999::call_999;
use crate::component::term_list::{term, term_list};

/// Help for the practitioner who is signed in: on the places that they may go to, and on no others.
#[derive(Clone, Copy, Debug)]
pub struct HelpPage<'a> {
    /// Who is signed in.
    pub member: Member<'a>,
    /// Who looks after their agency.
    pub owner: Option<&'a Staff>,
}

impl Render for HelpPage<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            h1 class="govuk-heading-l" { "Help" }
            h2 class="govuk-heading-m" { "In danger" }
            (call_999())
            p class="govuk-body" {
                "Nobody watches this site day and night. If the danger comes from a police officer, tell the operator; no name "
                "is needed. " a class="govuk-link" href=(path::help()) { "Helplines" } " are there for clients and for you."
            }
            h2 class="govuk-heading-m" { "What each place is for" }
            (places(PLACES))
            @if self.member.practitioner.lead {
                h3 class="govuk-heading-s" { "You lead for your agency" }
                (places(LEAD))
            }
            h2 class="govuk-heading-m" { "What happens with what you send" }
            (self.sent())
            h2 class="govuk-heading-m" id="ask" { "Who to ask" }
            (self.people())
        };
        self.member.page("Help", &content).render()
    }
}

/// A place: its name, its address, what it is for.
type Place = (&'static str, fn() -> String, &'static str);

const PLACES: &[Place] = &[
    (
        "Report a concern",
        path::agency::report,
        "What you have seen, or what a client told you. In your name, as your agency, or so that nobody can tell who it \
         was.",
    ),
    (
        "My reports",
        path::agency::reports,
        "Reports that you chose to keep with your account. You read replies here and write back. Only you can open them.",
    ),
    ("Materials", path::agency::materials, "Leaflets, posters and slides, to download and print."),
    (
        "Ask for something",
        path::agency::ask,
        "A briefing or a talk, or materials by post. You see here when it is done.",
    ),
    ("Signs to look out for", path::agency::signs, "A checklist, to read or print."),
    (
        "What a survivor can choose",
        path::agency::options,
        "In plain words, to give to somebody or to read together.",
    ),
    (
        "What we did together",
        path::agency::engagements,
        "Meetings, training, and what your agency was given.",
    ),
    ("You said, we did", path::agency::feedback, "What agencies told us, and what came of it."),
    ("Three short questions", path::agency::survey, "Once a quarter."),
    ("Your account", path::agency::account, "Your password, your codes and your passkeys."),
];

const LEAD: &[Place] = &[
    (
        "Colleagues",
        path::agency::colleagues,
        "Who has an account. You add colleagues, and remove those who leave.",
    ),
    ("Contacts", path::agency::contacts, "Whom we call at your agency. Say so when somebody changes."),
];

fn places(places: &[Place]) -> Markup {
    let link = |name: &str, href: String| html! { a class="govuk-link" href=(href) { (name) } };
    term_list(places.iter().map(|(name, href, said)| term(&link(name, href()), &html! { (said) })))
}

impl HelpPage<'_> {
    fn sent(&self) -> Markup {
        let rows = [
            (
                "A report",
                html! {
                    (self.member.site.read_when) " Those who look after agencies do not see it, and neither do your lead and your "
                    "colleagues: not even that there is one. If it is about somebody who works in professional standards, an "
                    "independent team reads it instead."
                },
            ),
            (
                "A message under a report",
                html! { "The same people read it. When there is a reply, your first page here says so." },
            ),
            (
                "What you ask for",
                html! {
                    "Those who look after agencies read it, and call or write to you. They do not read reports: do not write there "
                    "what a client told you."
                },
            ),
            (
                "Colleagues and contacts",
                html! { "They stand in our register of agencies from then on, and we call those people." },
            ),
            ("The three questions", html! { "We count the answers. Nobody can tell what you answered." }),
        ];
        term_list(rows.iter().map(|(name, said)| term(&html! { (name) }, said)))
    }

    fn people(&self) -> Markup {
        let mut rows = vec![(
            "Your agency, briefings, materials; a password or a phone that is lost",
            html! {
                @match self.owner {
                    Some(owner) => { bdi { (owner.name) } ", " (owner.email) }
                    None => { "Nobody is named for your agency yet." }
                }
                div { "Or " a class="govuk-link" href=(path::agency::ask()) { "ask for a briefing or for materials" } "." }
            },
        )];
        if !self.member.practitioner.lead {
            rows.push(("Colleagues who join or leave", html! { "Whoever leads for your agency here." }));
        }
        rows.push(("Privacy, accessibility, what does not work", html! { (self.member.site.contact) }));
        html! {
            (term_list(rows.iter().map(|(name, said)| term(&html! { (name) }, said))))
            p class="govuk-body" {
                "Never put what a client told you into an email. " a class="govuk-link" href=(path::agency::report()) { "Report it here" } "."
            }
        }
    }
}
