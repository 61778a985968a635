-- The register of agencies and the ledger of engagements. `record` holds what people wrote down, as JSON, one value for
-- each field; the other columns and tables repeat what lists are searched, filtered and counted by.

CREATE TABLE agency (
    id TEXT NOT NULL PRIMARY KEY,
    merged_into TEXT REFERENCES agency (id) ON DELETE RESTRICT,
    name TEXT NOT NULL,
    sort TEXT NOT NULL,
    record TEXT NOT NULL,
    search TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('prospect', 'invited', 'registered', 'paused', 'left')),
    tier TEXT NOT NULL CHECK (tier IN ('A', 'B', 'C')),
    owner_id TEXT REFERENCES staff (id) ON DELETE SET NULL,
    next_review DATE,
    isa TEXT NOT NULL CHECK (isa IN ('none', 'draft', 'signed')),
    pathway BOOLEAN NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX agency_merged ON agency (merged_into);
-- Narrower than on SQLite: an entry of an index may not be as long as what is searched.
CREATE INDEX agency_found ON agency (merged_into, sort, id);

CREATE TABLE agency_type (
    agency_id TEXT NOT NULL REFERENCES agency (id) ON DELETE CASCADE,
    code TEXT NOT NULL,
    PRIMARY KEY (agency_id, code)
);
CREATE INDEX agency_type_code ON agency_type (code, agency_id);

CREATE TABLE agency_area (
    agency_id TEXT NOT NULL REFERENCES agency (id) ON DELETE CASCADE,
    force_code TEXT NOT NULL REFERENCES force (code) ON DELETE RESTRICT,
    district_id TEXT NOT NULL,
    PRIMARY KEY (agency_id, force_code, district_id)
);
CREATE INDEX agency_area_district ON agency_area (district_id, agency_id);
CREATE INDEX agency_area_force ON agency_area (force_code, agency_id);

CREATE TABLE agency_language (
    agency_id TEXT NOT NULL REFERENCES agency (id) ON DELETE CASCADE,
    code TEXT NOT NULL,
    PRIMARY KEY (agency_id, code)
);

CREATE TABLE agency_mark (
    agency_id TEXT NOT NULL REFERENCES agency (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('name', 'postcode', 'domain', 'phone', 'charity')),
    value TEXT NOT NULL,
    PRIMARY KEY (agency_id, kind, value)
);
CREATE INDEX agency_mark_value ON agency_mark (kind, value, agency_id);

CREATE TABLE contact (
    id TEXT NOT NULL PRIMARY KEY,
    agency_id TEXT NOT NULL REFERENCES agency (id) ON DELETE RESTRICT,
    name TEXT NOT NULL,
    record TEXT NOT NULL,
    search TEXT NOT NULL,
    spoc TEXT NOT NULL CHECK (spoc IN ('', 'spoc', 'deputy')),
    confirmed DATE,
    left_on DATE,
    version BIGINT NOT NULL
);
CREATE INDEX contact_found ON contact (agency_id);

CREATE TABLE material (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    record TEXT NOT NULL,
    version BIGINT NOT NULL
);

CREATE TABLE material_edition (
    id TEXT NOT NULL PRIMARY KEY,
    material_id TEXT NOT NULL REFERENCES material (id) ON DELETE RESTRICT,
    record TEXT NOT NULL,
    expires DATE,
    file TEXT,
    file_id TEXT,
    version BIGINT NOT NULL
);
CREATE INDEX material_edition_file ON material_edition (file_id);
CREATE INDEX material_edition_material ON material_edition (material_id);

CREATE TABLE content (
    name TEXT NOT NULL PRIMARY KEY,
    record TEXT NOT NULL,
    version BIGINT NOT NULL
);

CREATE TABLE campaign (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    record TEXT NOT NULL,
    ends DATE,
    version BIGINT NOT NULL
);

CREATE TABLE campaign_target (
    campaign_id TEXT NOT NULL REFERENCES campaign (id) ON DELETE CASCADE,
    agency_id TEXT NOT NULL REFERENCES agency (id) ON DELETE RESTRICT,
    PRIMARY KEY (campaign_id, agency_id)
);
CREATE INDEX campaign_target_agency ON campaign_target (agency_id);

CREATE TABLE engagement (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    day DATE NOT NULL,
    lead_id TEXT REFERENCES staff (id) ON DELETE SET NULL,
    campaign_id TEXT REFERENCES campaign (id) ON DELETE SET NULL,
    record TEXT NOT NULL,
    search TEXT NOT NULL,
    reach INTEGER NOT NULL,
    cascade INTEGER NOT NULL,
    next_contact DATE,
    said BOOLEAN NOT NULL,
    file_id TEXT,
    file TEXT,
    version BIGINT NOT NULL
);
CREATE INDEX engagement_day ON engagement (day, id);
CREATE INDEX engagement_done ON engagement (day, kind, reach, cascade);
CREATE INDEX engagement_lead ON engagement (lead_id, day);
CREATE INDEX engagement_file ON engagement (file_id);
CREATE INDEX engagement_campaign ON engagement (campaign_id);
CREATE INDEX engagement_next ON engagement (next_contact);

CREATE TABLE engagement_agency (
    engagement_id TEXT NOT NULL REFERENCES engagement (id) ON DELETE CASCADE,
    agency_id TEXT NOT NULL REFERENCES agency (id) ON DELETE RESTRICT,
    two_way BOOLEAN NOT NULL,
    day DATE NOT NULL,
    PRIMARY KEY (engagement_id, agency_id)
);
CREATE INDEX engagement_agency_last ON engagement_agency (agency_id, two_way, day);
CREATE INDEX engagement_agency_day ON engagement_agency (two_way, day, agency_id);

CREATE TABLE engagement_contact (
    engagement_id TEXT NOT NULL REFERENCES engagement (id) ON DELETE CASCADE,
    contact_id TEXT NOT NULL REFERENCES contact (id) ON DELETE RESTRICT,
    two_way BOOLEAN NOT NULL,
    day DATE NOT NULL,
    PRIMARY KEY (engagement_id, contact_id)
);
CREATE INDEX engagement_contact_last ON engagement_contact (contact_id, two_way, day);

CREATE TABLE engagement_material (
    engagement_id TEXT NOT NULL REFERENCES engagement (id) ON DELETE CASCADE,
    edition_id TEXT NOT NULL REFERENCES material_edition (id) ON DELETE RESTRICT,
    quantity INTEGER NOT NULL,
    PRIMARY KEY (engagement_id, edition_id)
);
CREATE INDEX engagement_material_edition ON engagement_material (edition_id);

CREATE TABLE follow_up (
    id TEXT NOT NULL PRIMARY KEY,
    engagement_id TEXT REFERENCES engagement (id) ON DELETE CASCADE,
    agency_id TEXT REFERENCES agency (id) ON DELETE CASCADE,
    task TEXT NOT NULL,
    owner_id TEXT REFERENCES staff (id) ON DELETE SET NULL,
    due DATE NOT NULL,
    done_on DATE,
    version BIGINT NOT NULL
);
CREATE INDEX follow_up_engagement ON follow_up (engagement_id);
CREATE INDEX follow_up_agency ON follow_up (agency_id);
CREATE INDEX follow_up_due ON follow_up (done_on, due);
CREATE INDEX follow_up_owner ON follow_up (owner_id, done_on, due);

CREATE TABLE batch (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('import', 'bulk', 'merge')),
    title TEXT NOT NULL,
    staff_id TEXT REFERENCES staff (id) ON DELETE SET NULL,
    at TIMESTAMP NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('making', 'made', 'undoing', 'undone')),
    done INTEGER NOT NULL,
    total INTEGER NOT NULL,
    touched TIMESTAMP NOT NULL,
    undone_at TIMESTAMP,
    undone_by TEXT REFERENCES staff (id) ON DELETE SET NULL
);
CREATE INDEX batch_at ON batch (at);
CREATE INDEX batch_state ON batch (state, touched);

CREATE TABLE change (
    id TEXT NOT NULL PRIMARY KEY,
    noun TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    sort TEXT NOT NULL,
    agency_id TEXT,
    deed TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    staff_id TEXT REFERENCES staff (id) ON DELETE SET NULL,
    batch_id TEXT REFERENCES batch (id) ON DELETE SET NULL,
    before TEXT,
    after TEXT,
    back TEXT CHECK (back IN ('whole', 'left'))
);
CREATE INDEX change_subject ON change (subject_id, at);
CREATE INDEX change_agency ON change (agency_id, at);
CREATE INDEX change_batch ON change (batch_id, noun, deed, back) WHERE batch_id IS NOT NULL;
CREATE INDEX change_batch_sort ON change (batch_id, sort, id) WHERE batch_id IS NOT NULL;

CREATE TABLE saved_filter (
    id TEXT NOT NULL PRIMARY KEY,
    staff_id TEXT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    UNIQUE (staff_id, name)
);

CREATE TABLE snooze (
    agency_id TEXT NOT NULL PRIMARY KEY REFERENCES agency (id) ON DELETE CASCADE,
    until DATE NOT NULL,
    reason TEXT NOT NULL,
    staff_id TEXT REFERENCES staff (id) ON DELETE SET NULL
);

-- A list on its way in may hold addresses that must not be known: what is in it is sealed under a key of its own. That is
-- sealed to whoever reads the list in and, while it is being written, to the server, so that any node can go on.
CREATE TABLE import (
    id TEXT NOT NULL PRIMARY KEY,
    staff_id TEXT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('arriving', 'mapping', 'checking', 'checked', 'applying', 'applied')),
    mapping TEXT NOT NULL,
    done INTEGER NOT NULL,
    total INTEGER NOT NULL,
    touched TIMESTAMP NOT NULL,
    batch_id TEXT REFERENCES batch (id) ON DELETE SET NULL,
    sealed_key BYTEA NOT NULL,
    lent_key BYTEA,
    told BYTEA
);
CREATE INDEX import_staff ON import (staff_id, at);
CREATE INDEX import_state ON import (state, touched);
CREATE INDEX import_batch ON import (batch_id);

CREATE TABLE import_part (
    import_id TEXT NOT NULL REFERENCES import (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (import_id, number)
);

CREATE TABLE import_row (
    import_id TEXT NOT NULL REFERENCES import (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    fate TEXT NOT NULL CHECK (fate IN ('new', 'update', 'same', 'double', 'joined', 'skipped', 'error')),
    plan BYTEA NOT NULL,
    PRIMARY KEY (import_id, number)
);
CREATE INDEX import_row_fate ON import_row (import_id, fate, number);

CREATE TABLE import_mapping (
    staff_id TEXT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    headings TEXT NOT NULL,
    mapping TEXT NOT NULL,
    PRIMARY KEY (staff_id, headings)
);

CREATE TABLE feed (
    lookup TEXT NOT NULL PRIMARY KEY,
    staff_id TEXT NOT NULL UNIQUE REFERENCES staff (id) ON DELETE CASCADE
);

CREATE TABLE digest (
    staff_id TEXT NOT NULL PRIMARY KEY REFERENCES staff (id) ON DELETE CASCADE,
    sent DATE NOT NULL
);
