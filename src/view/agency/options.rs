//! What a survivor can choose to do, in words that a child of nine can read: to give, or to read together.
//!
//! It promises only what holds. The police must look into what they know (Police (Conduct) Regulations 2020),
//! so nobody is told that a report can be taken back; what is up to the survivor is whether to tell, whom,
//! and how much.

use maud::{Markup, Render, html};

use domain::platform::content::Helpline;

use super::page::Member;
use crate::component::call_999::call_999;
use crate::component::elsewhere::independent;
use crate::public::help::helpline_list;

/// The guide.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// Who is signed in.
    pub member: Member<'a>,
    /// The services that help.
    pub helplines: &'a [Helpline],
}

impl Render for Options<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            h1 class="govuk-heading-l" { "What you can choose" }
            p class="govuk-body" {
                "Has someone in the police used their job to get sex, or to get too close to you? It is not your fault. "
                "You did nothing wrong, even if you said yes. These are things you can do. You can do one, some or none. "
                "You can take your time."
            }
            (call_999())
            @for (title, words) in CHOICES { (choice(title, words)) }
            h2 class="govuk-heading-m" { "Tell someone who is not the police" }
            p class="govuk-body" { "You can tell:" }
            ul class="govuk-list govuk-list--bullet" { (independent()) }
            p class="govuk-body" { "They may pass on what you say. Ask them first who will see it." }
            h2 class="govuk-heading-m" { "What we cannot promise" }
            ul class="govuk-list govuk-list--bullet" {
                @for limit in LIMITS { li { (limit) } }
            }
            h2 class="govuk-heading-m" { "Numbers you can call" }
            p class="govuk-body" { "A call can show on your phone or your bill." }
            (helpline_list(self.helplines))
            p class="govuk-body govuk-!-display-none-print" {
                "You can print this page. Ask first if it is safe for the person to have it. "
                a class="govuk-link" href=(path::agency::signs()) { "Signs to look out for" }
            }
        };
        self.member.unnamed_page("Options", &content).render()
    }
}

fn choice(title: &str, words: &[&str]) -> Markup {
    html! {
        h2 class="govuk-heading-m" { (title) }
        @for paragraph in words { p class="govuk-body" { (paragraph) } }
    }
}

/// What can be chosen, first what asks least.
const CHOICES: &[(&str, &[&str])] = &[
    (
        "Get help, and tell no one else",
        &[
            "You can get help for as long as you like. You do not have to report. You do not have to be sure what it was.",
            "An IDVA helps people who are hurt at home. An ISVA helps people after rape or sexual harm. They are not the \
             police. They are on your side. They can sit with you, make a safety plan, and tell you what may happen.",
            "They keep what you say to themselves, most of the time. If you or a child may be badly hurt, they may have to \
             tell someone. They will try to talk to you first.",
        ],
    ),
    (
        "Tell us, and keep your name to yourself",
        &[
            "You can use this site and not say who you are. You choose what to write. You can leave things out.",
            "You can get seven secret words. With them you can come back, read our reply and write more. You can also \
             choose that we never reply.",
            "Your worker can tell us for you. They do not have to say your name.",
        ],
    ),
    (
        "Tell us who you are",
        &[
            "Then we can help you more, and ask you what we need to know. Your name is locked away from the rest. Two \
             people must agree before anyone can see it.",
            "You say how it is safe to reach you. We only use that way.",
        ],
    ),
    (
        "Tell a different police force or team",
        &[
            "Are you scared that his or her friends will read it? You can tell another police force. If the person works \
             in the team that looks into police, say so on the form. Then a team from outside reads it.",
        ],
    ),
    (
        "Make a complaint",
        &[
            "You can complain about the police. A complaint has your name on it. You are told what happens, and you can \
             ask for it to be looked at again.",
            "Someone can complain for you if you say so in writing.",
        ],
    ),
    (
        "Wait",
        &[
            "You can decide later. If you can do it safely, keep messages, pictures and dates. If something happened in \
             the last days, a sexual assault referral centre can keep proof for you, and the police need not be told.",
        ],
    ),
];

/// What holds whatever is chosen.
const LIMITS: &[&str] = &[
    "Once we know, we must look into it. You cannot take a report back. You can stop talking to us at any time.",
    "We do not give your name to the person. They may still guess who told us. Think about that before you write.",
    "If a child or someone else is in danger, we must act. That may be before we can ask you.",
    "If it goes to court, you may be asked to say what happened. No one can make you write to us.",
    "It can take a long time. We may not be able to tell you all of it.",
];
