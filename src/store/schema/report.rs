//! The tables of what reporters say.

diesel::table! {
    visit (lookup) {
        lookup -> Text,
        sealed -> Binary,
        version -> BigInt,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    concern (id) {
        id -> Text,
        force_code -> Nullable<Text>,
        received -> Date,
        practitioner -> Bool,
        agency_type -> Nullable<Text>,
        agency_district -> Nullable<Text>,
        answers -> Binary,
        sender -> Text,
    }
}

diesel::table! {
    concern_key (concern_id, holder) {
        concern_id -> Text,
        holder -> Text,
        wrapped -> Binary,
    }
}

diesel::table! {
    source (concern_id) {
        concern_id -> Text,
        custodian_key_id -> Text,
        authoriser_key_id -> Text,
        sealed -> Binary,
    }
}

diesel::table! {
    mailbox (lookup) {
        lookup -> Text,
        concern_id -> Text,
    }
}

diesel::table! {
    message (id) {
        id -> Text,
        concern_id -> Text,
        place -> Integer,
        author -> Text,
        day -> Date,
        body -> Binary,
    }
}

diesel::table! {
    attachment (id) {
        id -> Text,
        concern_id -> Text,
        message_id -> Nullable<Text>,
        details -> Binary,
    }
}

diesel::table! {
    kept_reports (practitioner_id) {
        practitioner_id -> Text,
        sealed -> Binary,
    }
}

diesel::table! {
    issuer_key (quarter) {
        quarter -> Text,
        sealed -> Binary,
    }
}

diesel::table! {
    spent_token (digest) {
        digest -> Text,
        quarter -> Text,
    }
}
