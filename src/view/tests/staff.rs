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
