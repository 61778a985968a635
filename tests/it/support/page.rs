//! A page as a visitor without script sees it, and the forms on it.

use reqwest::Url;
use reqwest::header::{HeaderMap, LOCATION, SET_COOKIE};
use scraper::{ElementRef, Html, Selector};

/// An answer of the server.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    /// The body as text; bytes that are not UTF-8 are replaced.
    pub(crate) html: String,
    /// The body, byte for byte.
    pub(crate) body: Vec<u8>,
    /// The address that gave this answer.
    pub(crate) url: Url,
    /// The redirects that led here, first one first, each an answer of its own.
    pub(crate) via: Vec<Page>,
}

/// A form as it was drawn, with what it would send if nothing were filled in.
#[derive(Clone, Debug)]
pub(crate) struct Form {
    pub(crate) action: Url,
    /// Whether it is sent by GET.
    pub(crate) get: bool,
    /// Whether it is sent as `multipart/form-data`.
    pub(crate) multipart: bool,
    /// Names and values in the order of the page: hidden fields, what is typed, ticked or chosen already.
    pub(crate) fields: Vec<(String, String)>,
    /// The names of all its controls, buttons and unticked boxes too.
    controls: Vec<String>,
}

impl Page {
    /// A header's value, or "" when it is missing.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("a header in ASCII"))
    }

    /// Every `Set-Cookie` of this answer.
    pub(crate) fn set_cookies(&self) -> Vec<&str> {
        self.headers
            .get_all(SET_COOKIE)
            .iter()
            .map(|value| value.to_str().expect("a cookie in ASCII"))
            .collect()
    }

    /// Where this answer sends the visitor, if it is a redirect.
    pub(crate) fn location(&self) -> Option<Url> {
        let target = self.headers.get(LOCATION).filter(|_| (300..400).contains(&self.status))?;
        Some(self.url.join(target.to_str().expect("a location in ASCII")).expect("a location that parses"))
    }

    /// What can be read in the page's body, with single spaces.
    pub(crate) fn text(&self) -> String {
        self.select("body").join(" ")
    }

    /// What can be read in each element that matches.
    pub(crate) fn select(&self, css: &str) -> Vec<String> {
        self.each(css, |element| Some(readable(element)))
    }

    /// An attribute of each element that matches and has it.
    pub(crate) fn attribute(&self, css: &str, name: &str) -> Vec<String> {
        self.each(css, |element| element.attr(name).map(str::to_owned))
    }

    /// The value of the first field with this name, in any form of the page.
    pub(crate) fn field(&self, name: &str) -> Option<String> {
        let found = self.forms().into_iter().flat_map(|form| form.fields);
        found.into_iter().find_map(|(field, value)| (field == name).then_some(value))
    }

    /// Every form, the ones in the main part of the page first, and of those the ones first that show without
    /// script.
    pub(crate) fn forms(&self) -> Vec<Form> {
        let mut forms = self.each("main > form, main :not([hidden]) > form", |form| Some(self.read(form)));
        forms.extend(self.each("main [hidden] > form", |form| Some(self.read(form))));
        forms.extend(self.each("form", |form| Some(self.read(form)).filter(|_| !inside_main(form))));
        forms
    }

    /// The form whose action has a path that ends with `action`; with "", the first form of the main part.
    pub(crate) fn form(&self, action: &str) -> Form {
        let found = self.forms().into_iter().find(|form| form.action.path().ends_with(action));
        found.unwrap_or_else(|| panic!("no form for {action:?} on {}", self.describe()))
    }

    /// Address, status and readable text, for messages of failing tests.
    pub(crate) fn describe(&self) -> String {
        format!("{} ({})\n{}", self.url, self.status, self.text())
    }

    /// What can be read on the page, and an attribute of all elements that match for each of these selectors:
    /// parsed once, for tests that look at very many pages.
    pub(crate) fn outline(&self, attributes: &[(&str, &str)]) -> Vec<String> {
        let html = Html::parse_document(&self.html);
        let text = each(&html, "body", |element| Some(readable(element)));
        let attribute =
            |(css, name): &(&str, &str)| each(&html, css, |element| element.attr(name).map(str::to_owned));
        std::iter::once(text).chain(attributes.iter().map(attribute)).map(|found| found.join(" ")).collect()
    }

    fn each<T>(&self, css: &str, look: impl Fn(ElementRef<'_>) -> Option<T>) -> Vec<T> {
        each(&Html::parse_document(&self.html), css, look)
    }

    fn read(&self, form: ElementRef<'_>) -> Form {
        let says =
            |name: &str, value: &str| form.attr(name).is_some_and(|text| text.eq_ignore_ascii_case(value));
        let action = self.url.join(form.attr("action").unwrap_or_default()).expect("an action that parses");
        let controls = Selector::parse("input, select, textarea, button").expect("a CSS selector");
        let named = form.select(&controls).filter_map(|control| Some((control.attr("name")?, control)));
        Form {
            action,
            get: !says("method", "post"),
            multipart: says("enctype", "multipart/form-data"),
            controls: named.clone().map(|(name, _)| name.to_owned()).collect(),
            fields: named.filter_map(|(name, control)| Some((name.to_owned(), value(control)?))).collect(),
        }
    }
}

/// Something of each element that matches.
fn each<T>(html: &Html, css: &str, look: impl Fn(ElementRef<'_>) -> Option<T>) -> Vec<T> {
    html.select(&Selector::parse(css).expect("a CSS selector")).filter_map(look).collect()
}

impl Form {
    /// Whether it has a control of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.controls.iter().any(|known| known == name)
    }

    /// What is sent when these fields are filled in: a name given here replaces what the form held under that
    /// name, at the same place. Fails when the form has no such control, so that a test cannot fill in what
    /// nobody sees.
    pub(crate) fn filled(&self, answers: &[(&str, &str)]) -> Vec<(String, String)> {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        for (name, _) in answers {
            assert!(self.has(name), "no field {name:?}: {:?}", self.controls);
        }
        let given = |name: &str| answers.iter().any(|(other, _)| *other == name);
        let mut fields: Vec<_> = self.fields.iter().filter(|(name, _)| !given(name)).cloned().collect();
        fields.extend(answers.iter().map(owned));
        let place = |name: &str| self.controls.iter().position(|known| known == name);
        fields.sort_by_key(|(name, _)| place(name));
        fields
    }
}

/// What a control adds to the form as drawn; `None` when it adds nothing.
fn value(control: ElementRef<'_>) -> Option<String> {
    if control.attr("disabled").is_some() {
        return None;
    }
    let written = || control.attr("value").unwrap_or_default().to_owned();
    match (control.value().name(), control.attr("type").unwrap_or("text")) {
        ("textarea", _) => {
            let text: String = control.text().collect();
            Some(text.strip_prefix('\n').unwrap_or(&text).to_owned())
        }
        ("select", _) => chosen(control),
        ("input", "checkbox" | "radio") => {
            control.attr("checked").map(|_| control.attr("value").unwrap_or("on").to_owned())
        }
        ("input", "file" | "submit" | "button" | "image" | "reset") | ("button", _) => None,
        _ => Some(written()),
    }
}

fn chosen(select: ElementRef<'_>) -> Option<String> {
    let options = Selector::parse("option").expect("a CSS selector");
    let selected = select.select(&options).find(|option| option.attr("selected").is_some());
    let option = selected.or_else(|| select.select(&options).next())?;
    Some(option.attr("value").map_or_else(|| readable(option), str::to_owned))
}

fn inside_main(element: ElementRef<'_>) -> bool {
    element.ancestors().filter_map(ElementRef::wrap).any(|ancestor| ancestor.value().name() == "main")
}

/// The text of an element: words of neighbouring blocks kept apart, runs of white space as one space.
fn readable(element: ElementRef<'_>) -> String {
    let mut text = String::new();
    gather(element, &mut text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn gather(element: ElementRef<'_>, text: &mut String) {
    const INLINE: [&str; 9] = ["a", "abbr", "b", "bdi", "code", "em", "span", "strong", "time"];
    const UNSEEN: [&str; 4] = ["script", "style", "template", "title"];
    for child in element.children() {
        if let Some(words) = child.value().as_text() {
            text.push_str(words);
        } else if let Some(inner) = ElementRef::wrap(child) {
            let name = inner.value().name();
            let gap = if INLINE.contains(&name) { "" } else { " " };
            text.push_str(gap);
            if !UNSEEN.contains(&name) {
                gather(inner, text);
            }
            text.push_str(gap);
        }
    }
}
