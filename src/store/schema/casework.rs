//! The tables of what desks do with it.

use super::identity::staff;
use super::report::concern;

diesel::table! {
    case_record (id) {
        id -> Text,
        concern_id -> Text,
        desk_id -> Text,
        reference -> Text,
        status -> Text,
        assignee_id -> Nullable<Text>,
        risk -> Text,
        received -> Date,
        language -> Text,
        has_files -> Bool,
        has_mailbox -> Bool,
        has_source -> Bool,
        unread -> Bool,
        conflict -> Bool,
        version -> BigInt,
    }
}

diesel::table! {
    approval (id) {
        id -> Text,
        purpose -> Text,
        subject -> Text,
        desk_id -> Nullable<Text>,
        first_staff -> Text,
        asked_at -> Timestamp,
        second_staff -> Nullable<Text>,
        decided_at -> Nullable<Timestamp>,
        state -> Text,
        expires_at -> Timestamp,
        version -> BigInt,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    attestation (case_id, staff_id) {
        case_id -> Text,
        staff_id -> Text,
        conflict -> Bool,
    }
}

diesel::table! {
    case_opening (session, case_id) {
        session -> Text,
        case_id -> Text,
        reason -> Text,
    }
}

diesel::table! {
    source_review (id, staff_id) {
        id -> Text,
        staff_id -> Text,
        sealed -> Binary,
    }
}

diesel::joinable!(case_record -> concern (concern_id));

diesel::allow_tables_to_appear_in_same_query!(case_record, concern);
diesel::allow_tables_to_appear_in_same_query!(case_record, attestation);
diesel::allow_tables_to_appear_in_same_query!(case_record, staff);
diesel::allow_tables_to_appear_in_same_query!(approval, attestation);
