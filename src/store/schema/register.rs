//! The tables of the engagement side: the register and the ledger.

use super::identity::staff;

diesel::table! {
    agency (id) {
        id -> Text,
        merged_into -> Nullable<Text>,
        name -> Text,
        sort -> Text,
        record -> Text,
        search -> Text,
        status -> Text,
        tier -> Text,
        owner_id -> Nullable<Text>,
        next_review -> Nullable<Date>,
        isa -> Text,
        pathway -> Bool,
        version -> BigInt,
    }
}

diesel::table! {
    agency_type (agency_id, code) {
        agency_id -> Text,
        code -> Text,
    }
}

diesel::table! {
    agency_area (agency_id, force_code, district_id) {
        agency_id -> Text,
        force_code -> Text,
        district_id -> Text,
    }
}

diesel::table! {
    agency_language (agency_id, code) {
        agency_id -> Text,
        code -> Text,
    }
}

diesel::table! {
    agency_mark (agency_id, kind, value) {
        agency_id -> Text,
        kind -> Text,
        value -> Text,
    }
}

diesel::table! {
    contact (id) {
        id -> Text,
        agency_id -> Text,
        name -> Text,
        record -> Text,
        search -> Text,
        spoc -> Text,
        confirmed -> Nullable<Date>,
        left_on -> Nullable<Date>,
        version -> BigInt,
    }
}

diesel::table! {
    material (id) {
        id -> Text,
        name -> Text,
        record -> Text,
        version -> BigInt,
    }
}

diesel::table! {
    material_edition (id) {
        id -> Text,
        material_id -> Text,
        record -> Text,
        expires -> Nullable<Date>,
        file -> Nullable<Text>,
        file_id -> Nullable<Text>,
        version -> BigInt,
    }
}

diesel::table! {
    campaign (id) {
        id -> Text,
        name -> Text,
        record -> Text,
        ends -> Nullable<Date>,
        version -> BigInt,
    }
}

diesel::table! {
    campaign_target (campaign_id, agency_id) {
        campaign_id -> Text,
        agency_id -> Text,
    }
}

diesel::table! {
    engagement (id) {
        id -> Text,
        kind -> Text,
        day -> Date,
        lead_id -> Nullable<Text>,
        campaign_id -> Nullable<Text>,
        record -> Text,
        search -> Text,
        reach -> Integer,
        cascade -> Integer,
        next_contact -> Nullable<Date>,
        said -> Bool,
        file_id -> Nullable<Text>,
        file -> Nullable<Text>,
        version -> BigInt,
    }
}

diesel::table! {
    engagement_agency (engagement_id, agency_id) {
        engagement_id -> Text,
        agency_id -> Text,
        two_way -> Bool,
        day -> Date,
    }
}

diesel::table! {
    engagement_contact (engagement_id, contact_id) {
        engagement_id -> Text,
        contact_id -> Text,
        two_way -> Bool,
        day -> Date,
    }
}

diesel::table! {
    engagement_material (engagement_id, edition_id) {
        engagement_id -> Text,
        edition_id -> Text,
        quantity -> Integer,
    }
}

diesel::table! {
    follow_up (id) {
        id -> Text,
        engagement_id -> Nullable<Text>,
        agency_id -> Nullable<Text>,
        task -> Text,
        owner_id -> Nullable<Text>,
        due -> Date,
        done_on -> Nullable<Date>,
        version -> BigInt,
    }
}

diesel::table! {
    batch (id) {
        id -> Text,
        kind -> Text,
        title -> Text,
        staff_id -> Nullable<Text>,
        at -> Timestamp,
        state -> Text,
        done -> Integer,
        total -> Integer,
        touched -> Timestamp,
        undone_at -> Nullable<Timestamp>,
        undone_by -> Nullable<Text>,
    }
}

diesel::table! {
    change (id) {
        id -> Text,
        noun -> Text,
        subject_id -> Text,
        sort -> Text,
        agency_id -> Nullable<Text>,
        deed -> Text,
        at -> Timestamp,
        staff_id -> Nullable<Text>,
        batch_id -> Nullable<Text>,
        before -> Nullable<Text>,
        after -> Nullable<Text>,
        back -> Nullable<Text>,
    }
}

diesel::table! {
    saved_filter (id) {
        id -> Text,
        staff_id -> Text,
        name -> Text,
        query -> Text,
    }
}

diesel::table! {
    snooze (agency_id) {
        agency_id -> Text,
        until -> Date,
        reason -> Text,
        staff_id -> Nullable<Text>,
    }
}

diesel::table! {
    import (id) {
        id -> Text,
        staff_id -> Text,
        name -> Text,
        at -> Timestamp,
        state -> Text,
        mapping -> Text,
        done -> Integer,
        total -> Integer,
        touched -> Timestamp,
        batch_id -> Nullable<Text>,
        sealed_key -> Binary,
        lent_key -> Nullable<Binary>,
        told -> Nullable<Binary>,
    }
}

diesel::table! {
    import_part (import_id, number) {
        import_id -> Text,
        number -> Integer,
        sealed -> Binary,
    }
}

diesel::table! {
    import_row (import_id, number) {
        import_id -> Text,
        number -> Integer,
        fate -> Text,
        plan -> Binary,
    }
}

diesel::table! {
    import_mapping (staff_id, headings) {
        staff_id -> Text,
        headings -> Text,
        mapping -> Text,
    }
}

diesel::table! {
    feed (lookup) {
        lookup -> Text,
        staff_id -> Text,
    }
}

diesel::table! {
    digest (staff_id) {
        staff_id -> Text,
        sent -> Date,
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

diesel::joinable!(agency_type -> agency (agency_id));
diesel::joinable!(agency_area -> agency (agency_id));
diesel::joinable!(agency_language -> agency (agency_id));
diesel::joinable!(agency_mark -> agency (agency_id));
diesel::joinable!(contact -> agency (agency_id));
diesel::joinable!(engagement_agency -> engagement (engagement_id));
diesel::joinable!(engagement_agency -> agency (agency_id));
diesel::joinable!(engagement_contact -> engagement (engagement_id));
diesel::joinable!(engagement_contact -> contact (contact_id));
diesel::joinable!(engagement_material -> engagement (engagement_id));
diesel::joinable!(engagement_material -> material_edition (edition_id));
diesel::joinable!(material_edition -> material (material_id));
diesel::joinable!(campaign_target -> campaign (campaign_id));
diesel::joinable!(campaign_target -> agency (agency_id));
diesel::joinable!(snooze -> agency (agency_id));
diesel::joinable!(change -> staff (staff_id));
diesel::joinable!(change -> batch (batch_id));
diesel::joinable!(batch -> staff (staff_id));
diesel::joinable!(request -> follow_up (follow_up_id));

diesel::allow_tables_to_appear_in_same_query!(
    agency,
    agency_type,
    agency_area,
    agency_language,
    agency_mark,
    contact,
    engagement,
    engagement_agency,
    engagement_contact,
    engagement_material,
    material,
    material_edition,
    campaign,
    campaign_target,
    follow_up,
    snooze,
);
diesel::allow_tables_to_appear_in_same_query!(change, staff, batch);
diesel::allow_tables_to_appear_in_same_query!(request, follow_up);
diesel::allow_tables_to_appear_in_same_query!(engagement, staff);
diesel::allow_tables_to_appear_in_same_query!(follow_up, staff);
diesel::allow_columns_to_appear_in_same_group_by_clause!(change::noun, change::deed, change::back);
diesel::allow_columns_to_appear_in_same_group_by_clause!(
    engagement_agency::agency_id,
    engagement_material::edition_id,
);
diesel::allow_columns_to_appear_in_same_group_by_clause!(
    engagement_contact::contact_id,
    engagement_material::edition_id,
);
