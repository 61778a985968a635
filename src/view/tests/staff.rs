//! What holds for pages of the police side alone.

use std::collections::HashMap;

use scraper::Html;

use domain::identity::role::{Permission, Role};

use super::staff_samples::{staff_help, staff_home, staff_samples};
use super::{all, tags};
use crate::component::token::TOKEN;

fn each(check: impl Fn(&str, &Html)) {
    for (name, html) in staff_samples() {
        check(&name, &Html::parse_document(&html));
    }
}

#[test]
fn titles_say_the_side_and_whether_something_is_wrong() {
    each(|name, page| {
        let title = all(page, "head title")[0].text().collect::<String>();
        assert!(title.ends_with(" – Staff – Candour"), "{name}: {title}");
        let failed = !all(page, "main [role=alert] li").is_empty();
        assert_eq!(title.starts_with("Error: "), failed, "{name}: {title}");
    });
}

#[test]
fn casework_is_marked_above_and_below() {
    each(|name, page| {
        let marks = all(page, ".candour-marking").len();
        let case = ["inbox", "gate", "case", "broken", "conflict", "desk", "notice", "approval"]
            .iter()
            .any(|start| name.starts_with(&format!("staff-{start}")));
        let kept = name.contains("kept");
        assert_eq!(marks, if case || kept { 2 } else { 0 }, "{name}");
    });
}

#[test]
fn who_is_signed_in_can_sign_out_everywhere() {
    each(|name, page| {
        let signed_in = !["sign-in", "enrol", "signed-out"].iter().any(|part| name.contains(part));
        let forms = all(page, &format!("form[action='{}']", path::staff::sign_out())).len();
        assert_eq!(forms, usize::from(signed_in), "{name}");
    });
}

#[test]
fn a_filter_changes_nothing_and_carries_no_token() {
    each(|name, page| {
        assert!(all(page, &format!("form[method=get] [name={TOKEN}]")).is_empty(), "{name}");
    });
}

#[test]
fn one_action_leads() {
    each(|name, page| {
        let primary = all(page, "main button").into_iter().chain(all(page, "main a[role=button]"));
        let quiet = ["govuk-button--secondary", "govuk-button--warning", "candour-textual"];
        let leading = primary.filter(|it| !it.value().classes().any(|class| quiet.contains(&class))).count();
        assert!(leading <= 1, "{name}: {leading}");
    });
}

#[test]
fn a_menu_holds_what_the_role_may_do() {
    let links = |role| {
        let page = Html::parse_document(&staff_home(role, false));
        let items = all(&page, "header ~ div nav li a, .govuk-service-navigation a");
        items.iter().map(|link| link.attr("href").unwrap().to_owned()).collect::<Vec<_>>()
    };
    for (role, expected) in [
        (Role::TriageOfficer, vec!["/staff/cases", "/staff/approvals"]),
        (
            Role::Manager,
            vec![
                "/staff/cases",
                "/staff/desks",
                "/staff/notices",
                "/staff/approvals",
                "/staff/calls",
                "/staff/helplines",
            ],
        ),
        (
            Role::EngagementOfficer,
            vec![
                "/staff/calls",
                "/staff/agencies",
                "/staff/engagements",
                "/staff/campaigns",
                "/staff/materials",
                "/staff/coverage",
                "/staff/helplines",
            ],
        ),
        (Role::Custodian, vec!["/staff/desks", "/staff/approvals"]),
        (Role::Auditor, vec!["/staff/coverage", "/staff/audit"]),
        (Role::Administrator, vec!["/staff/mail", "/staff/helplines"]),
    ] {
        assert_eq!(links(role), expected, "{role:?}");
    }
}

fn query(href: &str) -> Vec<(String, String)> {
    serde_urlencoded::from_str(href.split_once('?').map_or("", |(_, query)| query)).unwrap()
}

/// Of each sample of a sorted list: how many columns sort it.
const SORTED: [(&str, usize); 6] = [
    ("staff-inbox", 4),
    ("staff-inbox-manager", 4),
    ("staff-agencies", 4),
    ("staff-engaged", 3),
    ("staff-engagements", 4),
    ("staff-follow-ups-narrowed", 4),
];

#[test]
fn headings_sort_and_say_which_way_without_colour() {
    let pages: HashMap<String, String> = staff_samples().into_iter().collect();
    for (name, columns) in SORTED {
        let page = Html::parse_document(&pages[name]);
        let headings = all(&page, "th[aria-sort]");
        assert_eq!(headings.len(), columns, "{name}");
        let mut shapes = HashMap::new();
        for heading in &headings {
            let way = heading.attr("aria-sort").unwrap();
            let arrows = heading.html().matches("<path").count();
            assert_eq!(arrows, if way == "none" { 2 } else { 1 }, "{name}: {way}");
            *shapes.entry(way).or_insert(0) += 1;
        }
        assert_eq!(shapes["none"], columns - 1, "{name}: {shapes:?}");
        for link in all(&page, "th[aria-sort] a") {
            assert!(query(link.attr("href").unwrap()).iter().all(|(field, _)| field != "page"), "{name}");
        }
        let turned = all(&page, "th:is([aria-sort=ascending], [aria-sort=descending]) a");
        let here = all(&page, "th:is([aria-sort=ascending], [aria-sort=descending])");
        let leads = query(turned[0].attr("href").unwrap());
        let way = leads.iter().find(|(field, _)| field == "direction").map(|(_, way)| way.as_str());
        assert_ne!(way, here[0].attr("aria-sort"), "{name}");
    }
}

#[test]
fn filters_searches_chips_and_pages_keep_the_order() {
    let pages: HashMap<String, String> = staff_samples().into_iter().collect();
    for (name, sort) in
        [("staff-inbox-manager", "received"), ("staff-agencies", "met"), ("staff-follow-ups-narrowed", "who")]
    {
        let page = Html::parse_document(&pages[name]);
        let kept = all(&page, "form[method=get]:has(.candour-filter) input[name=sort]");
        assert_eq!(kept.iter().map(|kept| kept.attr("value").unwrap()).collect::<Vec<_>>(), [sort], "{name}");
        let links = all(&page, ".candour-chips a, .govuk-pagination a");
        assert!(links.len() > 2, "{name}");
        for link in links {
            let href = link.attr("href").unwrap();
            assert!(query(href).contains(&("sort".into(), sort.into())), "{name}: {href}");
        }
    }
}

#[test]
fn a_row_leads_to_a_page_that_leads_back_to_the_row() {
    let pages: HashMap<String, String> = staff_samples().into_iter().collect();
    for (name, _) in SORTED {
        let page = Html::parse_document(&pages[name]);
        for row in all(&page, "tbody tr") {
            let id = row.attr("id").unwrap();
            let link = scraper::Selector::parse("a[href*='list=']").unwrap();
            let href = row.select(&link).next().unwrap().attr("href").unwrap();
            let (_, list) = query(href).into_iter().find(|(field, _)| field == path::LIST).unwrap();
            assert_eq!(list.split_once('#').unwrap().1, id, "{name}");
        }
    }
    for (name, back) in [
        ("staff-agency", "/staff/agencies?tier=A&page=2#row-00000000-0000-4000-8000-000000000600"),
        ("staff-case", "/staff/cases?mine=yes&page=2#row-00000000-0000-4000-8000-000000000301"),
        ("staff-gate", "/staff/cases?mine=yes&page=2#row-00000000-0000-4000-8000-000000000301"),
    ] {
        let page = Html::parse_document(&pages[name]);
        assert_eq!(all(&page, ".govuk-breadcrumbs a")[0].attr("href"), Some(back), "{name}");
        for form in
            all(&page, "main form[method=post]:not([action*='/practitioners/'], [action*='/drafts/'])")
        {
            let action = form.attr("action").unwrap();
            assert_eq!(query(action), [(path::LIST.to_owned(), back.to_owned())], "{name}: {action}");
        }
    }
}

#[test]
fn a_case_never_shows_a_picture_and_never_the_source() {
    for (name, html) in staff_samples().into_iter().filter(|(name, _)| name.contains("case")) {
        assert!(
            !tags(&html).iter().any(|tag| ["img", "video", "audio", "object", "embed"].contains(tag)),
            "{name}"
        );
        assert!(!html.contains("07700 900 123"), "{name}");
    }
}

#[test]
fn what_was_done_leads_to_its_engagement_and_that_to_its_campaign() {
    let pages: HashMap<String, String> = staff_samples().into_iter().collect();
    for (name, noun, number) in [
        ("staff-engagement", "campaigns", 640),
        ("staff-campaign", "engagements", 40),
        ("staff-material", "engagements", 40),
    ] {
        let page = Html::parse_document(&pages[name]);
        let link = format!("main a[href='/staff/{noun}/00000000-0000-4000-8000-{number:012}']");
        assert!(!all(&page, &link).is_empty(), "{name}");
    }
}

#[test]
fn help_explains_the_places_of_the_menu_and_no_others() {
    for role in Role::ALL {
        let (home, help) = (staff_home(role, true), staff_help(role));
        let links = |html: &str, within: &str| -> Vec<String> {
            let page = Html::parse_document(html);
            all(&page, within).iter().map(|link| link.attr("href").unwrap().to_owned()).collect()
        };
        let explained = links(&help, "main dt a");
        for place in links(&home, ".govuk-service-navigation a") {
            assert!(explained.contains(&place), "{role:?}: {place}");
        }
        if !role.may(Permission::Casework) {
            assert!(!help.contains("/staff/cases") && !help.contains("Notices"), "{role:?}");
        }
    }
}
