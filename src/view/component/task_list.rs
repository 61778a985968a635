//! Task list: things that can be done, each a link with a few words, perhaps with how far it is.

use maud::{Markup, Render, html};

/// One thing that can be done.
#[derive(Clone, Copy, Debug)]
pub struct Task<'a> {
    /// Its name.
    pub title: &'a str,
    /// Where it is done.
    pub href: &'a str,
    /// A few words about it.
    pub hint: &'a str,
    /// How far it is; none when that makes no sense.
    pub status: Option<&'a str>,
}

/// Things that can be done, as a list. `name` begins the ids in it.
#[derive(Clone, Copy, Debug)]
pub struct TaskList<'a> {
    /// What the ids begin with: another for each list of a page.
    pub name: &'a str,
    /// The things.
    pub tasks: &'a [Task<'a>],
}

impl Render for TaskList<'_> {
    fn render(&self) -> Markup {
        html! {
            ul class="govuk-task-list" {
                @for (number, task) in (1..).zip(self.tasks) { (self.item(number, task)) }
            }
        }
    }
}

impl TaskList<'_> {
    fn item(&self, number: usize, task: &Task) -> Markup {
        let id = |what: &str| format!("{}-{number}-{what}", self.name);
        let status = task.status.map(|_| id("status"));
        let described =
            [Some(id("hint")), status.clone()].into_iter().flatten().collect::<Vec<_>>().join(" ");
        html! {
            li class="govuk-task-list__item govuk-task-list__item--with-link" {
                div class="govuk-task-list__name-and-hint" {
                    a class="govuk-link govuk-task-list__link" href=(task.href) aria-describedby=(described) {
                        (task.title)
                    }
                    div id=(id("hint")) class="govuk-task-list__hint" { (task.hint) }
                }
                @if let Some(words) = task.status {
                    div class="govuk-task-list__status" id=[status] { (words) }
                }
            }
        }
    }
}
