CREATE TABLE force (
    code TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    welsh BOOLEAN NOT NULL,
    served BOOLEAN NOT NULL
);

CREATE TABLE district (
    id TEXT NOT NULL PRIMARY KEY,
    force_code TEXT NOT NULL REFERENCES force (code) ON DELETE RESTRICT,
    name TEXT NOT NULL,
    UNIQUE (force_code, name)
);

CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE staff (
    id TEXT NOT NULL PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    standing TEXT NOT NULL CHECK (standing IN ('invited', 'active', 'left'))
);

CREATE TABLE staff_key (
    staff_id TEXT NOT NULL PRIMARY KEY REFERENCES staff (id) ON DELETE CASCADE,
    public_key BYTEA NOT NULL,
    sealed_private BYTEA NOT NULL,
    salt BYTEA NOT NULL,
    verifier BYTEA NOT NULL,
    sealed_totp BYTEA NOT NULL,
    totp_step BIGINT NOT NULL
);

CREATE TABLE invitation (
    lookup TEXT NOT NULL PRIMARY KEY,
    staff_id TEXT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    sealed_private BYTEA NOT NULL,
    expires_at TIMESTAMP NOT NULL
);
CREATE INDEX invitation_staff ON invitation (staff_id);

CREATE TABLE session (
    lookup TEXT NOT NULL PRIMARY KEY,
    staff_id TEXT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    sealed_private BYTEA NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    ends_at TIMESTAMP NOT NULL
);
CREATE INDEX session_expiry ON session (expires_at);
CREATE INDEX session_staff ON session (staff_id);

CREATE TABLE sign_in_throttle (
    account TEXT NOT NULL PRIMARY KEY,
    failures INTEGER NOT NULL,
    retry_at TIMESTAMP NOT NULL
);

CREATE TABLE desk (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('triage', 'independent', 'custodian', 'authoriser')),
    name TEXT NOT NULL UNIQUE,
    email TEXT NOT NULL,
    certificate TEXT
);

CREATE TABLE desk_force (
    force_code TEXT NOT NULL REFERENCES force (code) ON DELETE RESTRICT,
    kind TEXT NOT NULL CHECK (kind IN ('triage', 'independent')),
    desk_id TEXT NOT NULL REFERENCES desk (id) ON DELETE CASCADE,
    PRIMARY KEY (force_code, kind)
);
CREATE INDEX desk_force_desk ON desk_force (desk_id);

CREATE TABLE desk_key (
    id TEXT NOT NULL PRIMARY KEY,
    desk_id TEXT NOT NULL REFERENCES desk (id) ON DELETE CASCADE,
    public_key BYTEA NOT NULL,
    current BOOLEAN NOT NULL
);
CREATE INDEX desk_key_desk ON desk_key (desk_id);

CREATE TABLE desk_member (
    desk_id TEXT NOT NULL REFERENCES desk (id) ON DELETE CASCADE,
    staff_id TEXT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    PRIMARY KEY (desk_id, staff_id)
);
CREATE INDEX desk_member_staff ON desk_member (staff_id);

CREATE TABLE desk_key_wrap (
    desk_key_id TEXT NOT NULL REFERENCES desk_key (id) ON DELETE CASCADE,
    holder TEXT NOT NULL,
    wrapped BYTEA NOT NULL,
    PRIMARY KEY (desk_key_id, holder)
);
CREATE INDEX desk_key_wrap_holder ON desk_key_wrap (holder);

CREATE TABLE visit (
    lookup TEXT NOT NULL PRIMARY KEY,
    sealed BYTEA NOT NULL,
    version BIGINT NOT NULL,
    expires_at TIMESTAMP NOT NULL
);
CREATE INDEX visit_expiry ON visit (expires_at);

CREATE TABLE concern (
    id TEXT NOT NULL PRIMARY KEY,
    force_code TEXT REFERENCES force (code) ON DELETE RESTRICT,
    received DATE NOT NULL,
    practitioner BOOLEAN NOT NULL,
    agency_type TEXT,
    agency_district TEXT REFERENCES district (id) ON DELETE RESTRICT,
    answers BYTEA NOT NULL
);

CREATE TABLE concern_key (
    concern_id TEXT NOT NULL REFERENCES concern (id) ON DELETE CASCADE,
    holder TEXT NOT NULL,
    wrapped BYTEA NOT NULL,
    PRIMARY KEY (concern_id, holder)
);

CREATE TABLE source (
    concern_id TEXT NOT NULL PRIMARY KEY REFERENCES concern (id) ON DELETE CASCADE,
    custodian_key_id TEXT NOT NULL REFERENCES desk_key (id) ON DELETE RESTRICT,
    authoriser_key_id TEXT NOT NULL REFERENCES desk_key (id) ON DELETE RESTRICT,
    sealed BYTEA NOT NULL
);

CREATE TABLE mailbox (
    lookup TEXT NOT NULL PRIMARY KEY,
    concern_id TEXT NOT NULL UNIQUE REFERENCES concern (id) ON DELETE CASCADE
);

CREATE TABLE message (
    id TEXT NOT NULL PRIMARY KEY,
    concern_id TEXT NOT NULL REFERENCES concern (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    author TEXT NOT NULL CHECK (author IN ('reporter', 'desk')),
    day DATE NOT NULL,
    body BYTEA NOT NULL,
    UNIQUE (concern_id, place)
);

CREATE TABLE attachment (
    id TEXT NOT NULL PRIMARY KEY,
    concern_id TEXT NOT NULL REFERENCES concern (id) ON DELETE CASCADE,
    message_id TEXT REFERENCES message (id) ON DELETE CASCADE,
    details BYTEA NOT NULL
);
CREATE INDEX attachment_concern ON attachment (concern_id);
CREATE INDEX attachment_message ON attachment (message_id);

CREATE TABLE case_record (
    id TEXT NOT NULL PRIMARY KEY,
    concern_id TEXT NOT NULL UNIQUE REFERENCES concern (id) ON DELETE CASCADE,
    desk_id TEXT NOT NULL REFERENCES desk (id) ON DELETE RESTRICT,
    reference TEXT NOT NULL UNIQUE,
    status TEXT NOT NULL,
    assignee_id TEXT REFERENCES staff (id) ON DELETE SET NULL,
    risk TEXT NOT NULL CHECK (risk IN ('unflagged', 'possible', 'immediate')),
    received DATE NOT NULL,
    language TEXT NOT NULL,
    has_files BOOLEAN NOT NULL,
    has_mailbox BOOLEAN NOT NULL,
    has_source BOOLEAN NOT NULL,
    unread BOOLEAN NOT NULL,
    conflict BOOLEAN NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX case_record_inbox ON case_record (desk_id, received DESC, id);
CREATE INDEX case_record_status ON case_record (desk_id, status, received DESC, id);
CREATE INDEX case_record_risk ON case_record (desk_id, risk, received DESC, id);
CREATE INDEX case_record_assignee ON case_record (assignee_id, received DESC, id);
CREATE INDEX case_record_unread ON case_record (desk_id, received DESC, id) WHERE unread;

CREATE TABLE attestation (
    case_id TEXT NOT NULL REFERENCES case_record (id) ON DELETE CASCADE,
    staff_id TEXT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    conflict BOOLEAN NOT NULL,
    PRIMARY KEY (case_id, staff_id)
);
CREATE INDEX attestation_staff ON attestation (staff_id);

CREATE TABLE case_opening (
    session TEXT NOT NULL REFERENCES session (lookup) ON DELETE CASCADE,
    case_id TEXT NOT NULL REFERENCES case_record (id) ON DELETE CASCADE,
    reason TEXT NOT NULL,
    PRIMARY KEY (session, case_id)
);
CREATE INDEX case_opening_case ON case_opening (case_id);

CREATE TABLE outbox (
    id TEXT NOT NULL PRIMARY KEY,
    notice TEXT NOT NULL,
    desk_id TEXT REFERENCES desk (id) ON DELETE CASCADE,
    staff_id TEXT REFERENCES staff (id) ON DELETE CASCADE,
    practitioner_id TEXT,
    application_id TEXT,
    copy BYTEA,
    first_due TIMESTAMP NOT NULL,
    due_at TIMESTAMP NOT NULL,
    attempts INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'dead')),
    reason TEXT NOT NULL,
    lease_token TEXT,
    lease_until TIMESTAMP,
    CHECK (num_nonnulls(desk_id, staff_id, practitioner_id, application_id) = 1)
);
CREATE INDEX outbox_due ON outbox (state, due_at);

CREATE TABLE lease (
    name TEXT NOT NULL PRIMARY KEY,
    token TEXT NOT NULL,
    until TIMESTAMP NOT NULL
);

CREATE TABLE audit_event (
    id TEXT NOT NULL PRIMARY KEY,
    at TIMESTAMP NOT NULL,
    staff_id TEXT REFERENCES staff (id) ON DELETE RESTRICT,
    deed TEXT NOT NULL,
    object TEXT NOT NULL,
    detail TEXT NOT NULL
);
CREATE INDEX audit_event_at ON audit_event (at);
CREATE INDEX audit_event_object ON audit_event (object, at);

CREATE TABLE helpline (
    id TEXT NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    number TEXT NOT NULL,
    note TEXT NOT NULL,
    checked DATE
);
