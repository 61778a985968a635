//! The tables that all stand on.

diesel::table! {
    force (code) {
        code -> Text,
        name -> Text,
        welsh -> Bool,
        served -> Bool,
        grid_row -> Nullable<Integer>,
        grid_column -> Nullable<Integer>,
    }
}

diesel::table! {
    district (id) {
        id -> Text,
        force_code -> Text,
        name -> Text,
        grid_row -> Nullable<Integer>,
        grid_column -> Nullable<Integer>,
    }
}

diesel::table! {
    setting (name) {
        name -> Text,
        value -> Text,
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
    helpline (id) {
        id -> Text,
        position -> Integer,
        name -> Text,
        number -> Text,
        note -> Text,
        checked -> Nullable<Date>,
    }
}

diesel::table! {
    content (name) {
        name -> Text,
        record -> Text,
        version -> BigInt,
    }
}

diesel::joinable!(audit_scope -> audit_event (event_id));
diesel::joinable!(district -> force (force_code));

diesel::allow_tables_to_appear_in_same_query!(audit_scope, audit_event);
diesel::allow_tables_to_appear_in_same_query!(district, force);
