//! The tables of who may come in.

use super::platform::audit_event;

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
    register_access (staff_id, force_code) {
        staff_id -> Text,
        force_code -> Text,
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
    auditor_desk (staff_id, desk_id) {
        staff_id -> Text,
        desk_id -> Text,
    }
}

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
    form_draft (lookup) {
        lookup -> Text,
        staff_id -> Text,
        sealed -> Binary,
        saved_at -> Timestamp,
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

diesel::joinable!(desk_member -> staff (staff_id));
diesel::joinable!(desk_member -> desk (desk_id));
diesel::joinable!(session -> staff (staff_id));
diesel::joinable!(audit_event -> staff (staff_id));
diesel::joinable!(desk_key_wrap -> desk_key (desk_key_id));
diesel::joinable!(practitioner_session -> practitioner (practitioner_id));
diesel::joinable!(practitioner_invitation -> practitioner (practitioner_id));

diesel::allow_tables_to_appear_in_same_query!(desk_member, staff, session, audit_event, desk);
diesel::allow_tables_to_appear_in_same_query!(desk_key_wrap, desk_key);
diesel::allow_tables_to_appear_in_same_query!(practitioner, practitioner_session);
diesel::allow_tables_to_appear_in_same_query!(practitioner, practitioner_invitation);
diesel::allow_tables_to_appear_in_same_query!(desk_force, auditor_desk);
