//! What is written down about an agency: the fields and what they offer.

use crate::form::choice::Choice;
use crate::form::key::Key;
use crate::form::record::{Field, Kind, List, Section, hinted, needed, plain};
use crate::platform::agency_type::AGENCY_TYPES;

/// The name of the boxes that choose agencies of a list.
pub const CHOSEN: Key = Key::new("agency");
/// The name of the field for the agency that is merged into this.
pub const OTHER: Key = Key::new("other");
/// The name of the field for what a filter is kept as.
pub const FILTER_NAME: Key = Key::new("filter_name");

/// The name of the field for the legal name.
pub const NAME: Key = Key::new("name");
/// The name of the field for the name it trades under.
pub const TRADING_NAME: Key = Key::new("trading_name");
/// The name of the field for the organisation it is part of.
pub const PARENT: Key = Key::new("parent");
/// The name of the field for whom it works for.
pub const CLIENT_GROUPS: Key = Key::new("client_groups");
/// The name of the field for how it prefers to be reached.
pub const METHOD: Key = Key::new("method");
/// The name of the field for who can use it.
pub const ACCESS: Key = Key::new("access");
/// The name of the field for its size.
pub const SIZE: Key = Key::new("size");
/// The name of the field for types.
pub const TYPES: Key = Key::new("types");
/// The name of the field for forces and districts.
pub const AREAS: Key = Key::new("areas");
/// The name of the field for languages.
pub const LANGUAGES: Key = Key::new("languages");
/// The name of the field for the standing.
pub const STATUS: Key = Key::new("status");
/// The name of the field for the tier.
pub const TIER: Key = Key::new("tier");
/// The name of the field for the owner.
pub const OWNER: Key = Key::new("owner");
/// The name of the field for the day of the next review.
pub const NEXT_REVIEW: Key = Key::new("next_review");
/// The name of the field for who made sure that the agency is what it says.
pub const VERIFIED_BY: Key = Key::new("verified_by");
/// The name of the field for the day on which they did.
pub const VERIFIED_ON: Key = Key::new("verified_on");
/// The name of the field for the state of the information sharing agreement.
pub const ISA: Key = Key::new("isa");
/// The name of the flag for an agreed referral pathway.
pub const PATHWAY: Key = Key::new("pathway");
/// The name of the flag for an address that is not written down.
pub const WITHHELD: Key = Key::new("withheld");
/// The name of the field for the address.
pub const ADDRESS: Key = Key::new("address");
/// The name of the field for the postcode.
pub const POSTCODE: Key = Key::new("postcode");
/// The name of the field for the public email address.
pub const EMAIL: Key = Key::new("email");
/// The name of the field for the public telephone number.
pub const PHONE: Key = Key::new("phone");
/// The name of the field for the website.
pub const WEBSITE: Key = Key::new("website");
/// The name of the field for the number in the register of charities.
pub const CHARITY: Key = Key::new("charity");
/// The name of the field for notes.
pub const NOTES: Key = Key::new("notes");
/// The name of the flag for agencies that may be named in public.
pub const NAMED: Key = Key::new("named");

/// Where the working relationship may stand.
pub const STANDINGS: &[Choice] = &[
    Choice::new("prospect", "Prospect"),
    Choice::new("invited", "Invited"),
    Choice::new("registered", "Registered"),
    Choice::new("paused", "Paused"),
    Choice::new("left", "Left"),
];

/// How often agencies are met.
pub const TIERS: &[Choice] = &[
    Choice::new("A", "A: every 3 months"),
    Choice::new("B", "B: every 6 months"),
    Choice::new("C", "C: every 12 months"),
];

/// The states of an information sharing agreement.
pub const ISA_STATES: &[Choice] =
    &[Choice::new("none", "None"), Choice::new("draft", "Draft"), Choice::new("signed", "Signed")];

/// Who an agency works for.
pub const CLIENT_GROUP_LIST: &[Choice] = &[
    Choice::new("women", "Women"),
    Choice::new("men", "Men"),
    Choice::new("children", "Children"),
    Choice::new("young", "Young people"),
    Choice::new("older", "Older people"),
    Choice::new("lgbt", "LGBT+ people"),
    Choice::new("minoritised", "Black and minoritised people"),
    Choice::new("migrants", "Migrants and refugees"),
    Choice::new("disabled", "Disabled people"),
    Choice::new("deaf", "Deaf people"),
    Choice::new("learning", "People with a learning disability"),
    Choice::new("mental", "People with poor mental health"),
    Choice::new("substances", "People who use drugs or alcohol"),
    Choice::new("homeless", "People without a home"),
    Choice::new("sex_work", "People who sell sex"),
    Choice::new("trafficked", "People who were trafficked"),
    Choice::new("custody", "People in custody or on probation"),
];

/// Who can get in.
pub const ACCESS_LIST: &[Choice] = &[
    Choice::new("women_only", "Women only"),
    Choice::new("lgbt", "LGBT+ inclusive"),
    Choice::new("step_free", "Disabled access"),
    Choice::new("nrpf", "Helps people with no recourse to public funds"),
];

/// How many people work there.
pub const SIZES: &[Choice] = &[
    Choice::new("1-5", "1 to 5 people"),
    Choice::new("6-20", "6 to 20"),
    Choice::new("21-100", "21 to 100"),
    Choice::new("101", "More than 100"),
];

/// How to be reached.
pub const METHODS: &[Choice] = &[
    Choice::new("email", "Email"),
    Choice::new("phone", "Phone"),
    Choice::new("post", "Post"),
    Choice::new("meeting", "In person or by video"),
];

/// Languages that agencies work in: those most often asked for by support services in England and Wales.
pub const LANGUAGE_LIST: &[Choice] = &[
    Choice::new("eng", "English"),
    Choice::new("cym", "Welsh"),
    Choice::new("bfi", "British Sign Language"),
    Choice::new("ara", "Arabic"),
    Choice::new("ben", "Bengali"),
    Choice::new("zho", "Chinese"),
    Choice::new("ces", "Czech"),
    Choice::new("fas", "Farsi"),
    Choice::new("fra", "French"),
    Choice::new("guj", "Gujarati"),
    Choice::new("hin", "Hindi"),
    Choice::new("hun", "Hungarian"),
    Choice::new("ita", "Italian"),
    Choice::new("kur", "Kurdish"),
    Choice::new("lit", "Lithuanian"),
    Choice::new("pol", "Polish"),
    Choice::new("por", "Portuguese"),
    Choice::new("pan", "Punjabi"),
    Choice::new("pus", "Pashto"),
    Choice::new("ron", "Romanian"),
    Choice::new("rom", "Romani"),
    Choice::new("rus", "Russian"),
    Choice::new("slk", "Slovak"),
    Choice::new("som", "Somali"),
    Choice::new("spa", "Spanish"),
    Choice::new("tam", "Tamil"),
    Choice::new("tir", "Tigrinya"),
    Choice::new("tur", "Turkish"),
    Choice::new("ukr", "Ukrainian"),
    Choice::new("urd", "Urdu"),
    Choice::new("vie", "Vietnamese"),
    Choice::new("yor", "Yoruba"),
    Choice::new("other", "Another language"),
];

/// What is written down about an agency. Refuges: the district alone; see [`WITHHELD`].
pub const AGENCY: &[Section] = &[
    Section {
        title: "What it is",
        fields: &[
            needed(NAME, "Name", "The legal name.", Kind::Line(200)),
            plain(TRADING_NAME, "Also known as", Kind::Line(200)),
            plain(PARENT, "Part of", Kind::Line(200)),
            plain(CHARITY, "Charity number", Kind::Line(20)),
            needed(TYPES, "Types", "Choose all that apply.", Kind::Many(AGENCY_TYPES)),
            plain(CLIENT_GROUPS, "Works for", Kind::Many(CLIENT_GROUP_LIST)),
            plain(LANGUAGES, "Languages", Kind::Many(LANGUAGE_LIST)),
            plain(ACCESS, "Access", Kind::Many(ACCESS_LIST)),
            plain(SIZE, "Size", Kind::One(SIZES)),
        ],
    },
    Section {
        title: "Where it works",
        fields: &[
            hinted(
                AREAS,
                "Forces and districts",
                "Choose a whole force, or districts.",
                Kind::Own(List::Areas),
            ),
            hinted(
                WITHHELD,
                "The address is withheld",
                "For refuges: the address must never be written down.",
                Kind::Flag,
            ),
            hinted(ADDRESS, "Address", "A PO box if the address is withheld.", Kind::Line(300)),
            plain(POSTCODE, "Postcode", Kind::Postcode),
        ],
    },
    Section {
        title: "How to reach it",
        fields: &[
            hinted(EMAIL, "Public email", "May be listed. People have their own page.", Kind::Email),
            plain(PHONE, "Public phone", Kind::Phone),
            plain(WEBSITE, "Website", Kind::Web),
            plain(METHOD, "Prefers", Kind::One(METHODS)),
            plain(NAMED, "Agrees to be named in public", Kind::Flag),
        ],
    },
    Section {
        title: "Working together",
        fields: &[
            needed(STATUS, "Status", "", Kind::One(STANDINGS)),
            needed(TIER, "Tier", "How often it is to be met.", Kind::One(TIERS)),
            plain(OWNER, "Owner", Kind::Own(List::Staff)),
            plain(NEXT_REVIEW, "Next review", Kind::Day),
            plain(VERIFIED_BY, "Verified by", Kind::Own(List::Staff)),
            plain(VERIFIED_ON, "Verified on", Kind::Day),
            plain(ISA, "Information sharing agreement", Kind::One(ISA_STATES)),
            plain(Key::new("isa_on"), "Agreement signed on", Kind::Day),
            plain(Key::new("isa_review"), "Agreement to be reviewed on", Kind::Day),
            plain(PATHWAY, "Referral pathway agreed", Kind::Flag),
            plain(Key::new("pathway_on"), "Pathway agreed on", Kind::Day),
            plain(Key::new("pathway_document"), "Document of the pathway", Kind::Line(200)),
        ],
    },
    Section { title: "Notes", fields: &[NOTES_FIELD] },
];

const NOTES_FIELD: Field =
    hinted(NOTES, "Notes", "Never a report about anybody, and nothing from a case.", Kind::Prose(2_000));
