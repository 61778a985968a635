//! Every page, drawn with samples and read back.

mod agency_samples;
mod application_samples;
mod batch_samples;
mod ledger_samples;
mod material_samples;
mod samples;
mod staff;
mod staff_samples;
mod workspace_samples;

use std::collections::HashSet;

use scraper::{ElementRef, Html, Selector};

use crate::component::done::Done;
use crate::component::token::TOKEN;
use agency_samples::agency_samples;
use samples::{EXIT, samples};
use staff_samples::staff_samples;

/// Where reporters' pages are, as the samples' sites say it.
const REPORT_FORM: &str = "https://candour.example/";

fn all<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

/// Every page that reporters see.
fn each(check: impl Fn(&str, &Html)) {
    for (name, html) in samples() {
        check(&name, &Html::parse_document(&html));
    }
}

/// Every page that reporters and people of agencies see.
fn outside(check: impl Fn(&str, &Html)) {
    for (name, html) in samples().into_iter().chain(agency_samples()) {
        check(&name, &Html::parse_document(&html));
    }
}

/// Every page that anybody sees.
fn every(check: impl Fn(&str, &Html)) {
    for (name, html) in everybodys() {
        check(&name, &Html::parse_document(&html));
    }
}

fn everybodys() -> impl Iterator<Item = (String, String)> {
    samples().into_iter().chain(agency_samples()).chain(staff_samples())
}

fn tags(html: &str) -> Vec<&str> {
    let tags = html.split('<').skip(1);
    tags.filter_map(|tag| tag.split([' ', '>', '\n']).next()).collect()
}

#[test]
fn pages_are_well_formed() {
    // A parser mends what is badly nested: then the tags it writes are not the tags it read.
    for (name, html) in everybodys() {
        let page = Html::parse_document(&html);
        assert_eq!(tags(&html), tags(&page.html()), "{name}");
    }
}

#[test]
fn one_heading_leads_and_none_is_skipped() {
    every(|name, page| {
        let levels: Vec<u8> = all(page, "main h1, main h2, main h3, main h4")
            .iter()
            .map(|h| h.value().name().as_bytes()[1] - b'0')
            .collect();
        assert_eq!(all(page, "h1").len(), 1, "{name}");
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{name}: {levels:?}");
    });
}

/// Whoever finds a sheet reads whose it is, of when, and who printed it; a reporter’s says none of it, and a
/// practitioner’s names nobody where it tells of reports or where a survivor may take it home.
#[test]
fn paper_says_whose_it_is_and_of_when() {
    const UNNAMED: [&str; 7] =
        ["Choose", "Before you go on", "Your list", "Read", "Remove", "Checklist", "Options"];
    everybodys().for_each(|(name, html)| {
        let page = Html::parse_document(&html);
        let said: String =
            all(&page, ".candour-head .candour-paper").iter().flat_map(scraper::ElementRef::text).collect();
        let staff = !all(&page, ".candour-account__person").is_empty();
        let title = all(&page, "head title")[0].text().collect::<String>();
        let title = title.trim_start_matches("Error: ").trim_end_matches(" – Candour");
        if staff || !all(&page, ".candour-menu").is_empty() {
            assert!(said.contains(':') && said.contains(" 20"), "{name} does not say of when: {said}");
            assert_eq!(said.contains("Printed by"), staff || !UNNAMED.contains(&title), "{name}: {said}");
        } else {
            assert_eq!(said, "", "{name}");
        }
    });
}

#[test]
fn ids_are_unique_and_references_meet_them() {
    every(|name, page| {
        let mut ids = HashSet::new();
        for element in all(page, "[id]") {
            let id = element.attr("id").unwrap();
            assert!(!id.is_empty() && ids.insert(id), "{name}: #{id} twice");
        }
        for attribute in ["aria-describedby", "aria-labelledby", "aria-controls", "for"] {
            for element in all(page, &format!("[{attribute}]")) {
                for id in element.attr(attribute).unwrap().split(' ') {
                    assert!(ids.contains(id), "{name}: {attribute} names #{id}");
                }
            }
        }
        for link in all(page, "a[href^='#']") {
            assert!(ids.contains(&link.attr("href").unwrap()[1..]), "{name}: {:?}", link.attr("href"));
        }
    });
}

/// Who listens to a page jumps from landmark to landmark: two of one kind and one name cannot be told apart.
#[test]
fn landmarks_of_one_kind_have_names_of_their_own() {
    const KINDS: [(&str, &str); 4] = [
        ("navigation", "nav, [role=navigation]"),
        ("complementary", "aside, [role=complementary]"),
        ("region", "[role=region], section[aria-label], section[aria-labelledby]"),
        ("main", "main, [role=main]"),
    ];
    every(|name, page| {
        for (kind, selector) in KINDS {
            let mut names = HashSet::new();
            for landmark in all(page, selector) {
                let said = landmark.attr("aria-label").or_else(|| landmark.attr("aria-labelledby"));
                assert!(names.insert(said), "{name}: two of {kind} are called {said:?}");
            }
        }
    });
}

#[test]
fn every_control_has_a_label_and_every_choice_a_legend() {
    every(|name, page| {
        // The box of a row has its words from the row, where there is no room for a label.
        let labelled = |control: &ElementRef| control.attr("aria-label").is_none_or(str::is_empty);
        let controls = all(page, "input:not([type=hidden]), textarea, select");
        for control in controls.into_iter().filter(labelled) {
            let id = control.attr("id").unwrap();
            let labels = all(page, &format!("label[for='{id}']"));
            assert_eq!(labels.len(), 1, "{name}: #{id}");
            assert!(!labels[0].text().collect::<String>().trim().is_empty(), "{name}: #{id}");
        }
        for set in all(page, "fieldset") {
            assert_eq!(set.select(&Selector::parse("legend").unwrap()).count(), 1, "{name}");
        }
        let in_sets = all(page, "fieldset input[type=radio]").len();
        assert_eq!(in_sets, all(page, "input[type=radio]").len(), "{name}");
    });
}

#[test]
fn nothing_inline_and_nothing_from_elsewhere() {
    every(|name, page| {
        assert!(all(page, "style").is_empty(), "{name}");
        for script in all(page, "script") {
            assert!(script.attr("src").is_some() && script.text().all(str::is_empty), "{name}");
        }
        for element in all(page, "*") {
            for (attribute, value) in element.value().attrs() {
                assert!(attribute != "style" && !attribute.starts_with("on"), "{name}: {attribute}");
                // What was typed into a field may be an address.
                if ["href", "src", "action"].contains(&attribute) {
                    let ours = value.starts_with('/') && !value.starts_with("//");
                    // The report form may stand at another origin than the pages of staff.
                    let ours = ours || value == REPORT_FORM;
                    let still = ["#", "tel:", "data:,"].iter().any(|start| value.starts_with(start));
                    // Staff may follow an agency's website; it does not learn from where.
                    let told = element.value().attr("rel") == Some("noreferrer noopener");
                    // Colleagues and agencies can be written to; the public has nobody's address.
                    let mail = value.starts_with("mailto:") && name.starts_with("staff-");
                    let website = attribute == "href" && told && name.starts_with("staff-");
                    assert!(ours || still || mail || website, "{name}: {attribute}={value}");
                } else if !["xmlns", "value"].contains(&attribute) {
                    assert!(!value.contains("://") || value == EXIT, "{name}: {attribute}={value}");
                }
            }
        }
    });
}

#[test]
fn titles_give_nothing_away() {
    let telling = ["police", "abuse", "sex", "report", "officer", "anonym", "concern", "mailbox", "phrase"];
    outside(|name, page| {
        let title = all(page, "head title")[0].text().collect::<String>();
        assert!(title.ends_with("Candour"), "{name}: {title}");
        assert!(!telling.iter().any(|word| title.to_lowercase().contains(word)), "{name}: {title}");
        let failed = !all(page, ".govuk-error-summary").is_empty();
        assert_eq!(title.starts_with("Error: "), failed, "{name}: {title}");
    });
}

#[test]
fn forms_that_change_something_carry_the_token_first() {
    every(|name, page| {
        for form in all(page, "form:not([method=get])") {
            assert_eq!(form.attr("method"), Some("post"), "{name}");
            let first =
                form.select(&Selector::parse("input, textarea, select, button").unwrap()).next().unwrap();
            assert_eq!(first.attr("name"), Some(TOKEN), "{name}");
        }
    });
}

#[test]
fn what_people_type_is_neither_filled_in_nor_sent_to_a_spelling_service() {
    each(|name, page| {
        for control in all(page, "input[type=text], input[type=email], input[type=tel], textarea") {
            assert_eq!(control.attr("autocomplete"), Some("off"), "{name}");
            assert_eq!(control.attr("spellcheck"), Some("false"), "{name}");
        }
    });
}

#[test]
fn every_page_has_three_ways_out() {
    outside(|name, page| {
        assert_eq!(all(page, ".govuk-js-exit-this-page-button").len(), 1, "{name}");
        let links: Vec<&str> =
            all(page, ".govuk-skip-link").iter().map(|link| link.attr("href").unwrap()).collect();
        assert_eq!(links, ["#main-content", "/leave"], "{name}");
    });
}

#[test]
fn errors_are_said_twice_in_the_same_words() {
    every(|name, page| {
        for link in all(page, ".govuk-error-summary__list a") {
            let target = &link.attr("href").unwrap()[1..];
            let words = link.text().collect::<String>();
            let beside = all(page, &format!("#{target}-error"));
            let said = beside.first().map(|error| error.text().collect::<String>());
            assert!(said.is_none_or(|said| said == format!("Error: {words}")), "{name}: {words}");
        }
    });
}

/// Set `CANDOUR_SAMPLES` to a folder to look at the pages: each is written there, with what it needs.
#[test]
fn pages_are_small() {
    let folder = std::env::var_os("CANDOUR_SAMPLES").map(std::path::PathBuf::from);
    if let Some(folder) = &folder {
        std::fs::create_dir_all(folder.join("assets")).unwrap();
        for asset in crate::asset::all() {
            std::fs::write(folder.join("assets").join(asset.name), asset.plain).unwrap();
        }
    }
    let reporters = samples().len() + agency_samples().len();
    for (index, (name, html)) in everybodys().enumerate() {
        // Reporters may have an old phone and a poor signal; staff have a case with all its answers on one
        // page.
        let most = if index < reporters { 24 } else { 48 };
        println!("{name:<24} {:>6} bytes", html.len());
        assert!(html.len() < most * 1024, "{name}: {}", html.len());
        if let Some(folder) = &folder {
            std::fs::write(folder.join(format!("{name}.html")), html).unwrap();
        }
    }
}

fn assert_codes_are_told_apart<D: Done>() {
    let codes: HashSet<_> = D::ALL.iter().map(|done| done.code()).collect();
    assert_eq!(codes.len(), D::ALL.len(), "{codes:?}");
}

#[test]
fn what_was_done_has_a_code_of_its_own() {
    assert_codes_are_told_apart::<crate::agency::done::Done>();
    assert_codes_are_told_apart::<crate::psd::done::Done>();
    assert_codes_are_told_apart::<crate::register::done::Done>();
}
