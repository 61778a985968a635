//! The tables of the agencies' own door.

use super::follow_up;

diesel::table! {
    practitioner (id) {
        id -> Text,
        agency_id -> Text,
        contact_id -> Nullable<Text>,
        email -> Text,
        name -> Text,
        lead -> Bool,
        standing -> Text,
        quarter -> Text,
        rations -> Integer,
        surveyed -> Text,
        generation -> Integer,
    }
}

diesel::table! {
    practitioner_key (practitioner_id) {
        practitioner_id -> Text,
        salt -> Binary,
        verifier -> Binary,
        sealed_key -> Binary,
        sealed_totp -> Binary,
        totp_step -> BigInt,
        server_totp -> Nullable<Binary>,
    }
}

diesel::table! {
    practitioner_invitation (lookup) {
        lookup -> Text,
        practitioner_id -> Text,
        expires_at -> Timestamp,
        state -> Text,
        refused -> Integer,
    }
}

diesel::table! {
    practitioner_session (lookup) {
        lookup -> Text,
        practitioner_id -> Text,
        sealed_key -> Nullable<Binary>,
        ration -> Bool,
        expires_at -> Timestamp,
        ends_at -> Timestamp,
    }
}

diesel::table! {
    passkey (id) {
        id -> Text,
        staff_id -> Nullable<Text>,
        practitioner_id -> Nullable<Text>,
        label -> Text,
        credential -> Text,
        sealed_key -> Nullable<Binary>,
        added -> Date,
    }
}

diesel::table! {
    ceremony (lookup) {
        lookup -> Text,
        state -> Text,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    kept_reports (practitioner_id) {
        practitioner_id -> Text,
        sealed -> Binary,
    }
}

diesel::table! {
    application (id) {
        id -> Text,
        record -> Text,
        checks -> Text,
        state -> Text,
        made -> Date,
        decided -> Nullable<Date>,
        staff_id -> Nullable<Text>,
        reason -> Text,
        agency_id -> Nullable<Text>,
        version -> BigInt,
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

diesel::table! {
    source_review (id, staff_id) {
        id -> Text,
        staff_id -> Text,
        sealed -> Binary,
    }
}

diesel::table! {
    request (id) {
        id -> Text,
        agency_id -> Text,
        kind -> Text,
        record -> Text,
        asked -> Date,
        follow_up_id -> Nullable<Text>,
    }
}

diesel::table! {
    feedback (id) {
        id -> Text,
        record -> Text,
        day -> Date,
        version -> BigInt,
    }
}

diesel::table! {
    survey_answer (id) {
        id -> Text,
        quarter -> Text,
        agency_type -> Text,
        knows -> Integer,
        confident -> Integer,
        able -> Integer,
    }
}

diesel::joinable!(practitioner_session -> practitioner (practitioner_id));

diesel::joinable!(request -> follow_up (follow_up_id));

diesel::joinable!(practitioner_invitation -> practitioner (practitioner_id));

diesel::allow_tables_to_appear_in_same_query!(practitioner, practitioner_session);
diesel::allow_tables_to_appear_in_same_query!(practitioner, practitioner_invitation);
diesel::allow_tables_to_appear_in_same_query!(request, follow_up);
