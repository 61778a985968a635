//! The tables, once for both databases. A test holds both migrated databases against this file.

mod door;
mod register;

pub(super) use door::*;
pub(super) use register::*;

diesel::table! {
    force (code) {
        code -> Text,
        name -> Text,
        welsh -> Bool,
        served -> Bool,
    }
}

diesel::table! {
    district (id) {
        id -> Text,
        force_code -> Text,
        name -> Text,
    }
}

diesel::table! {
    setting (name) {
        name -> Text,
        value -> Text,
    }
}

diesel::table! {
    staff (id) {
        id -> Text,
        email -> Text,
        name -> Text,
        role -> Text,
        standing -> Text,
        generation -> Integer,
    }
}

diesel::table! {
    staff_key (staff_id) {
        staff_id -> Text,
        public_key -> Binary,
        sealed_private -> Binary,
        salt -> Binary,
        verifier -> Binary,
        sealed_totp -> Binary,
        totp_step -> BigInt,
        server_totp -> Nullable<Binary>,
    }
}

diesel::table! {
    invitation (lookup) {
        lookup -> Text,
        staff_id -> Text,
        sealed_private -> Binary,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    session (lookup) {
        lookup -> Text,
        staff_id -> Text,
        sealed_private -> Binary,
        expires_at -> Timestamp,
        ends_at -> Timestamp,
    }
}

diesel::table! {
    sign_in_throttle (account) {
        account -> Text,
        failures -> Integer,
        retry_at -> Timestamp,
        day -> Date,
        of_day -> Integer,
    }
}

diesel::table! {
    desk (id) {
        id -> Text,
        kind -> Text,
        name -> Text,
        email -> Text,
        certificate -> Nullable<Text>,
    }
}

diesel::table! {
    desk_force (force_code, kind) {
        force_code -> Text,
        kind -> Text,
        desk_id -> Text,
    }
}

diesel::table! {
    desk_key (id) {
        id -> Text,
        desk_id -> Text,
        public_key -> Binary,
        current -> Bool,
    }
}

diesel::table! {
    desk_member (desk_id, staff_id) {
        desk_id -> Text,
        staff_id -> Text,
    }
}

diesel::table! {
    desk_key_wrap (desk_key_id, holder) {
        desk_key_id -> Text,
        holder -> Text,
        wrapped -> Binary,
    }
}

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
    attestation (case_id, staff_id) {
        case_id -> Text,
        staff_id -> Text,
        conflict -> Bool,
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
    outbox (id) {
        id -> Text,
        notice -> Text,
        desk_id -> Nullable<Text>,
        staff_id -> Nullable<Text>,
        practitioner_id -> Nullable<Text>,
        application_id -> Nullable<Text>,
        copy -> Nullable<Binary>,
        first_due -> Timestamp,
        due_at -> Timestamp,
        attempts -> Integer,
        state -> Text,
        reason -> Text,
        lease_token -> Nullable<Text>,
        lease_until -> Nullable<Timestamp>,
    }
}

diesel::table! {
    lease (name) {
        name -> Text,
        token -> Text,
        until -> Timestamp,
    }
}

diesel::table! {
    audit_event (id) {
        id -> Text,
        at -> Timestamp,
        staff_id -> Nullable<Text>,
        deed -> Text,
        object -> Text,
        detail -> Text,
    }
}

diesel::table! {
    audit_scope (scope, at, event_id) {
        scope -> Text,
        at -> Timestamp,
        event_id -> Text,
    }
}

diesel::table! {
    auditor_desk (staff_id, desk_id) {
        staff_id -> Text,
        desk_id -> Text,
    }
}

diesel::table! {
    helpline (id) {
        id -> Text,
        position -> Integer,
        name -> Text,
        number -> Text,
        note -> Text,
        checked -> Nullable<Date>,
    }
}

diesel::joinable!(desk_member -> staff (staff_id));
diesel::joinable!(desk_member -> desk (desk_id));
diesel::joinable!(session -> staff (staff_id));
diesel::joinable!(audit_event -> staff (staff_id));
diesel::joinable!(case_record -> concern (concern_id));
diesel::joinable!(desk_key_wrap -> desk_key (desk_key_id));
diesel::joinable!(district -> force (force_code));

diesel::allow_tables_to_appear_in_same_query!(desk_member, staff, session, audit_event, desk);
diesel::allow_tables_to_appear_in_same_query!(case_record, concern);
diesel::allow_tables_to_appear_in_same_query!(case_record, attestation);
diesel::allow_tables_to_appear_in_same_query!(approval, attestation);
diesel::allow_tables_to_appear_in_same_query!(desk_key_wrap, desk_key);
diesel::allow_tables_to_appear_in_same_query!(district, force);
