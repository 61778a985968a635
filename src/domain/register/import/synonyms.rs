//! The words that lists use for what the register has a choice for.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::form::choice::Choice;
use crate::form::key::Key;
use crate::form::normalise;
use crate::platform::agency_type::AGENCY_TYPES;
use crate::register::agency::{ACCESS, CLIENT_GROUPS, ISA, LANGUAGES, METHOD, SIZE, STATUS, TIER, TYPES};
use crate::register::contact::SPOC;

/// Words for yes.
const YES_WORDS: &[&str] = &[
    "yes", "y", "true", "t", "1", "x", "tick", "ticked", "agreed", "in place", "signed", "✓", "✔", "☑",
    "yep", "done",
];
/// Words for no.
const NO_WORDS: &[&str] = &["no", "n", "false", "f", "0", "none", "not yet", "nil", "✗", "✘", "❌", "☐"];
/// Words that say nothing.
const IDLE_WORDS: &[&str] = &["na", "n a", ""];

/// Whether a word is yes or no; none when it is neither.
pub(super) fn yes_or_no(raw: &str) -> Option<bool> {
    let folded = normalise::fold(raw);
    if YES_WORDS.contains(&folded.as_str()) || YES_WORDS.contains(&raw.trim()) {
        return Some(true);
    }
    // What is nothing but punctuation: a dash.
    (is_no(raw) || IDLE_WORDS.contains(&folded.as_str())).then_some(false)
}

/// Whether a word says no, which is more than that it says nothing.
pub(super) fn is_no(raw: &str) -> bool {
    NO_WORDS.contains(&normalise::fold(raw).as_str()) || NO_WORDS.contains(&raw.trim())
}

/// Whether a cell holds what a spreadsheet writes where it cannot work a value out. Lists saved as text have
/// these too.
pub(super) fn is_error(raw: &str) -> bool {
    const ERRORS: &[&str] = &[
        "#DIV/0!",
        "#N/A",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#REF!",
        "#VALUE!",
        "#DATA!",
        "#GETTING_DATA",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#BLOCKED!",
        "#CONNECT!",
        "#BUSY!",
        "#UNKNOWN!",
    ];
    ERRORS.contains(&raw.trim())
}

/// Whether a cell for an address says that it is not to be written down.
pub fn is_withheld(raw: &str) -> bool {
    const WORDS: &[&str] = &[
        "withheld",
        "confidential",
        "address withheld",
        "confidential address",
        "address confidential",
        "not disclosed",
        "secret",
        "undisclosed",
        "refuge confidential",
        "withheld address",
    ];
    WORDS.contains(&normalise::fold(raw).as_str())
}

/// The code of a choice: by its code, its label, the part of the label after a colon, or another word for it.
pub(super) fn code(field: Key, choices: &'static [Choice], raw: &str) -> Option<&'static str> {
    let folded = normalise::fold(raw);
    if folded.is_empty() {
        return None;
    }
    if field == TYPES {
        return TYPE_CODES.get(folded.as_str()).or_else(|| TYPE_CODES.get(singular(&folded))).copied();
    }
    let by_label = choices.iter().find(|choice| {
        normalise::fold(choice.code) == folded
            || normalise::fold(choice.label) == folded
            || choice.label.split_once(':').is_some_and(|(short, _)| normalise::fold(short) == folded)
    });
    let known =
        || OTHER_WORDS.iter().find(|(of, word, _)| *of == field && *word == folded).map(|(_, _, code)| *code);
    by_label.map(|choice| choice.code).or_else(known)
}

fn singular(folded: &str) -> &str {
    folded.strip_suffix('s').unwrap_or(folded)
}

/// Other words: field, word (folded), code.
const OTHER_WORDS: &[(Key, &str, &str)] = &[
    (STATUS, "active", "registered"),
    (STATUS, "current", "registered"),
    (STATUS, "live", "registered"),
    (STATUS, "engaged", "registered"),
    (STATUS, "signed up", "registered"),
    (STATUS, "yes", "registered"),
    (STATUS, "new", "prospect"),
    (STATUS, "potential", "prospect"),
    (STATUS, "not contacted", "prospect"),
    (STATUS, "contacted", "invited"),
    (STATUS, "approached", "invited"),
    (STATUS, "pending", "invited"),
    (STATUS, "inactive", "paused"),
    (STATUS, "on hold", "paused"),
    (STATUS, "suspended", "paused"),
    (STATUS, "dormant", "paused"),
    (STATUS, "closed", "left"),
    (STATUS, "ceased", "left"),
    (STATUS, "withdrawn", "left"),
    (TIER, "tier a", "A"),
    (TIER, "3 monthly", "A"),
    (TIER, "quarterly", "A"),
    (TIER, "high", "A"),
    (TIER, "tier 1", "A"),
    (TIER, "every 3 months", "A"),
    (TIER, "1", "A"),
    (TIER, "gold", "A"),
    (TIER, "tier b", "B"),
    (TIER, "6 monthly", "B"),
    (TIER, "six monthly", "B"),
    (TIER, "every 6 months", "B"),
    (TIER, "medium", "B"),
    (TIER, "tier 2", "B"),
    (TIER, "2", "B"),
    (TIER, "silver", "B"),
    (TIER, "half yearly", "B"),
    (TIER, "tier c", "C"),
    (TIER, "12 monthly", "C"),
    (TIER, "annual", "C"),
    (TIER, "annually", "C"),
    (TIER, "yearly", "C"),
    (TIER, "every 12 months", "C"),
    (TIER, "low", "C"),
    (TIER, "tier 3", "C"),
    (TIER, "3", "C"),
    (TIER, "bronze", "C"),
    (ISA, "yes", "signed"),
    (ISA, "y", "signed"),
    (ISA, "in place", "signed"),
    (ISA, "agreed", "signed"),
    (ISA, "no", "none"),
    (ISA, "n", "none"),
    (ISA, "not yet", "none"),
    (ISA, "in progress", "draft"),
    (ISA, "drafted", "draft"),
    (ISA, "pending", "draft"),
    (SPOC, "yes", "spoc"),
    (SPOC, "y", "spoc"),
    (SPOC, "x", "spoc"),
    (SPOC, "lead", "spoc"),
    (SPOC, "main", "spoc"),
    (SPOC, "primary", "spoc"),
    (SPOC, "backup", "deputy"),
    (SPOC, "second", "deputy"),
    (SPOC, "secondary", "deputy"),
    (METHOD, "telephone", "phone"),
    (METHOD, "tel", "phone"),
    (METHOD, "e mail", "email"),
    (METHOD, "letter", "post"),
    (METHOD, "face to face", "meeting"),
    (METHOD, "teams", "meeting"),
    (LANGUAGES, "bsl", "bfi"),
    (LANGUAGES, "cymraeg", "cym"),
    (LANGUAGES, "mandarin", "zho"),
    (LANGUAGES, "cantonese", "zho"),
    (LANGUAGES, "persian", "fas"),
    (LANGUAGES, "bangla", "ben"),
    (CLIENT_GROUPS, "female", "women"),
    (CLIENT_GROUPS, "females", "women"),
    (CLIENT_GROUPS, "male", "men"),
    (CLIENT_GROUPS, "males", "men"),
    (CLIENT_GROUPS, "child", "children"),
    (CLIENT_GROUPS, "youth", "young"),
    (CLIENT_GROUPS, "elderly", "older"),
    (CLIENT_GROUPS, "older people", "older"),
    (CLIENT_GROUPS, "lgbt", "lgbt"),
    (CLIENT_GROUPS, "lgbtq", "lgbt"),
    (CLIENT_GROUPS, "bme", "minoritised"),
    (CLIENT_GROUPS, "bame", "minoritised"),
    (CLIENT_GROUPS, "refugees", "migrants"),
    (CLIENT_GROUPS, "asylum seekers", "migrants"),
    (CLIENT_GROUPS, "disability", "disabled"),
    (CLIENT_GROUPS, "mental health", "mental"),
    (CLIENT_GROUPS, "homeless", "homeless"),
    (CLIENT_GROUPS, "homeless people", "homeless"),
    (CLIENT_GROUPS, "sex workers", "sex_work"),
    (CLIENT_GROUPS, "offenders", "custody"),
    (ACCESS, "women", "women_only"),
    (ACCESS, "wheelchair", "step_free"),
    (ACCESS, "wheelchair access", "step_free"),
    (ACCESS, "no recourse to public funds", "nrpf"),
    (SIZE, "small", "1-5"),
    (SIZE, "medium", "6-20"),
    (SIZE, "large", "21-100"),
];

/// Every word for a type, folded.
static TYPE_CODES: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let mut codes: HashMap<String, &'static str> = HashMap::new();
    for kind in AGENCY_TYPES {
        let short = kind.label.split_once(':').map_or(kind.label, |(_, short)| short);
        for word in [kind.code, kind.label, short] {
            codes.entry(normalise::fold(word)).or_insert(kind.code);
        }
    }
    for (word, code) in TYPE_WORDS {
        codes.entry((*word).to_owned()).or_insert(code);
    }
    codes
});

/// Other words for types, folded and mostly in the singular.
const TYPE_WORDS: &[(&str, &str)] = &[
    ("idva", "DA-IDVA"),
    ("idva service", "DA-IDVA"),
    ("independent domestic violence adviser", "DA-IDVA"),
    ("independent domestic violence advisor", "DA-IDVA"),
    ("independent domestic abuse adviser", "DA-IDVA"),
    ("refuge", "DA-REF"),
    ("women refuge", "DA-REF"),
    ("womens refuge", "DA-REF"),
    ("safe accommodation", "DA-REF"),
    ("safe house", "DA-REF"),
    ("domestic abuse", "DA-COM"),
    ("domestic violence", "DA-COM"),
    ("domestic abuse service", "DA-COM"),
    ("domestic abuse outreach", "DA-COM"),
    ("da outreach", "DA-COM"),
    ("da", "DA-COM"),
    ("dv", "DA-COM"),
    ("outreach", "DA-COM"),
    ("perpetrator programme", "DA-PERP"),
    ("perpetrator", "DA-PERP"),
    ("dapp", "DA-PERP"),
    ("domestic abuse helpline", "DA-HL"),
    ("helpline", "DA-HL"),
    ("rape crisis", "SV-RC"),
    ("rape crisis centre", "SV-RC"),
    ("sexual violence", "SV-RC"),
    ("sexual assault", "SV-RC"),
    ("isva", "SV-ISVA"),
    ("isva service", "SV-ISVA"),
    ("independent sexual violence adviser", "SV-ISVA"),
    ("sarc", "SV-SARC"),
    ("sexual assault referral centre", "SV-SARC"),
    ("csa", "SV-CSA"),
    ("child sexual abuse", "SV-CSA"),
    ("sex worker support", "EX-SW"),
    ("sex worker outreach", "EX-SW"),
    ("sex work", "EX-SW"),
    ("sex worker", "EX-SW"),
    ("modern slavery", "EX-MS"),
    ("trafficking", "EX-MS"),
    ("human trafficking", "EX-MS"),
    ("cse", "EX-CE"),
    ("child exploitation", "EX-CE"),
    ("child sexual exploitation", "EX-CE"),
    ("mental health", "HE-MH"),
    ("mental health service", "HE-MH"),
    ("mental health trust", "HE-MH"),
    ("mental health charity", "HE-MH"),
    ("counselling", "HE-MH"),
    ("drug and alcohol", "HE-DA"),
    ("drugs and alcohol", "HE-DA"),
    ("substance misuse", "HE-DA"),
    ("substance use", "HE-DA"),
    ("addiction", "HE-DA"),
    ("alcohol", "HE-DA"),
    ("hospital", "HE-HOSP"),
    ("hospital idva", "HE-HOSP"),
    ("gp", "HE-GP"),
    ("iris", "HE-GP"),
    ("gp surgery", "HE-GP"),
    ("sexual health", "HE-SH"),
    ("sexual health clinic", "HE-SH"),
    ("learning disability", "HE-LD"),
    ("learning disabilitie", "HE-LD"),
    ("homelessness", "HO-HOM"),
    ("homeless", "HO-HOM"),
    ("hostel", "HO-HOM"),
    ("housing", "HO-HA"),
    ("housing association", "HO-HA"),
    ("housing provider", "HO-HA"),
    ("advice", "HO-ADV"),
    ("debt advice", "HO-ADV"),
    ("advice bureau", "HO-ADV"),
    ("food bank", "HO-FAITH"),
    ("foodbank", "HO-FAITH"),
    ("faith", "HO-FAITH"),
    ("faith group", "HO-FAITH"),
    ("church", "HO-FAITH"),
    ("mosque", "HO-FAITH"),
    ("bme", "BF-BME"),
    ("bame", "BF-BME"),
    ("bme women", "BF-BME"),
    ("by and for", "BF-BME"),
    ("lgbt", "BF-LGBT"),
    ("lgbtq", "BF-LGBT"),
    ("lgbt+", "BF-LGBT"),
    ("disability", "BF-DIS"),
    ("deaf", "BF-DIS"),
    ("refugee", "BF-MIG"),
    ("asylum", "BF-MIG"),
    ("migrant", "BF-MIG"),
    ("asylum seeker", "BF-MIG"),
    ("older people", "BF-OLD"),
    ("older person", "BF-OLD"),
    ("elderly", "BF-OLD"),
    ("male victim", "BF-MEN"),
    ("mens service", "BF-MEN"),
    ("gypsy roma traveller", "BF-GRT"),
    ("traveller", "BF-GRT"),
    ("grt", "BF-GRT"),
    ("victim support", "VS-HUB"),
    ("victim hub", "VS-HUB"),
    ("victim service", "VS-HUB"),
    ("victims services", "VS-HUB"),
    ("witness service", "VS-WIT"),
    ("witness care", "VS-WIT"),
    ("stalking", "VS-STK"),
    ("stalking advocacy", "VS-STK"),
    ("hate crime", "VS-HATE"),
    ("childrens service", "ST-CSC"),
    ("childrens social care", "ST-CSC"),
    ("children social care", "ST-CSC"),
    ("social care", "ST-ASC"),
    ("adult social care", "ST-ASC"),
    ("adult safeguarding", "ST-ASC"),
    ("safeguarding", "ST-ASC"),
    ("marac", "ST-MARAC"),
    ("probation", "ST-PROB"),
    ("probation service", "ST-PROB"),
    ("youth offending", "ST-YJS"),
    ("yot", "ST-YJS"),
    ("youth justice", "ST-YJS"),
    ("fire", "ST-FRS"),
    ("fire and rescue", "ST-FRS"),
    ("fire service", "ST-FRS"),
    ("ambulance", "ST-AMB"),
    ("prison", "ST-PRIS"),
    ("university", "ED-UNI"),
    ("college", "ED-UNI"),
    ("school", "ED-SCH"),
    ("education", "ED-SCH"),
    ("women centre", "CO-WC"),
    ("womens centre", "CO-WC"),
    ("youth", "CO-YTH"),
    ("youth group", "CO-YTH"),
    ("youth service", "CO-YTH"),
    ("advisory group", "CO-IAG"),
    ("iag", "CO-IAG"),
    ("custody visitor", "CO-IAG"),
    ("other", "OTHER"),
];
