-- The agencies' own door: accounts of practitioners, passkeys, unlinkable tokens, and what agencies ask for.
-- Nothing here says when somebody signed in, once their session has ended, or which account sent a report.

CREATE TABLE practitioner (
    id TEXT NOT NULL PRIMARY KEY,
    agency_id TEXT NOT NULL REFERENCES agency (id) ON DELETE RESTRICT,
    contact_id TEXT REFERENCES contact (id) ON DELETE SET NULL,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    lead BOOLEAN NOT NULL,
    standing TEXT NOT NULL CHECK (standing IN ('invited', 'active', 'left')),
    quarter TEXT NOT NULL,
    rations INTEGER NOT NULL,
    surveyed TEXT NOT NULL,
    -- How often all sessions were ended at once: what was begun in one of them is not sent.
    generation INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX practitioner_agency ON practitioner (agency_id);
CREATE INDEX practitioner_contact ON practitioner (contact_id);
CREATE INDEX practitioner_quarter ON practitioner (quarter, standing);

CREATE TABLE practitioner_key (
    practitioner_id TEXT NOT NULL PRIMARY KEY REFERENCES practitioner (id) ON DELETE CASCADE,
    salt BLOB NOT NULL,
    verifier BLOB NOT NULL,
    sealed_key BLOB NOT NULL,
    sealed_totp BLOB NOT NULL,
    totp_step BIGINT NOT NULL
) WITHOUT ROWID;

CREATE TABLE practitioner_invitation (
    lookup TEXT NOT NULL PRIMARY KEY,
    practitioner_id TEXT NOT NULL REFERENCES practitioner (id) ON DELETE CASCADE,
    expires_at TIMESTAMP NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'used', 'revoked')),
    refused INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX practitioner_invitation_whose ON practitioner_invitation (practitioner_id, state);
CREATE INDEX practitioner_invitation_expiry ON practitioner_invitation (expires_at);

CREATE TABLE practitioner_session (
    lookup TEXT NOT NULL PRIMARY KEY,
    practitioner_id TEXT NOT NULL REFERENCES practitioner (id) ON DELETE CASCADE,
    sealed_key BLOB,
    ration BOOLEAN NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    ends_at TIMESTAMP NOT NULL
) WITHOUT ROWID;
CREATE INDEX practitioner_session_expiry ON practitioner_session (expires_at);
CREATE INDEX practitioner_session_whose ON practitioner_session (practitioner_id);

CREATE TABLE passkey (
    id TEXT NOT NULL PRIMARY KEY,
    staff_id TEXT REFERENCES staff (id) ON DELETE CASCADE,
    practitioner_id TEXT REFERENCES practitioner (id) ON DELETE CASCADE,
    label TEXT NOT NULL,
    credential TEXT NOT NULL,
    sealed_key BLOB,
    added DATE NOT NULL,
    CHECK ((staff_id IS NULL) <> (practitioner_id IS NULL))
) WITHOUT ROWID;
CREATE INDEX passkey_staff ON passkey (staff_id);
CREATE INDEX passkey_practitioner ON passkey (practitioner_id);

CREATE TABLE ceremony (
    lookup TEXT NOT NULL PRIMARY KEY,
    state TEXT NOT NULL,
    expires_at TIMESTAMP NOT NULL
) WITHOUT ROWID;
CREATE INDEX ceremony_expiry ON ceremony (expires_at);

CREATE TABLE kept_reports (
    practitioner_id TEXT NOT NULL PRIMARY KEY REFERENCES practitioner (id) ON DELETE CASCADE,
    sealed BLOB NOT NULL
) WITHOUT ROWID;

CREATE TABLE application (
    id TEXT NOT NULL PRIMARY KEY,
    record TEXT NOT NULL,
    checks TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'approved', 'refused')),
    made DATE NOT NULL,
    decided DATE,
    staff_id TEXT REFERENCES staff (id) ON DELETE SET NULL,
    reason TEXT NOT NULL,
    agency_id TEXT REFERENCES agency (id) ON DELETE SET NULL,
    version BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX application_state ON application (state, made, id);
CREATE INDEX application_agency ON application (agency_id);

CREATE TABLE issuer_key (
    quarter TEXT NOT NULL PRIMARY KEY,
    sealed BLOB NOT NULL
) WITHOUT ROWID;

CREATE TABLE spent_token (
    digest TEXT NOT NULL PRIMARY KEY,
    quarter TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX spent_token_quarter ON spent_token (quarter);

CREATE TABLE source_review (
    id TEXT NOT NULL,
    staff_id TEXT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    sealed BLOB NOT NULL,
    PRIMARY KEY (id, staff_id)
) WITHOUT ROWID;
CREATE INDEX source_review_staff ON source_review (staff_id);

CREATE TABLE request (
    id TEXT NOT NULL PRIMARY KEY,
    agency_id TEXT NOT NULL REFERENCES agency (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('briefing', 'materials')),
    record TEXT NOT NULL,
    asked DATE NOT NULL,
    follow_up_id TEXT REFERENCES follow_up (id) ON DELETE SET NULL
) WITHOUT ROWID;
CREATE INDEX request_agency ON request (agency_id, asked);
CREATE INDEX request_follow_up ON request (follow_up_id);

CREATE TABLE feedback (
    id TEXT NOT NULL PRIMARY KEY,
    record TEXT NOT NULL,
    day DATE NOT NULL,
    version BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX feedback_day ON feedback (day, id);

CREATE TABLE survey_answer (
    id TEXT NOT NULL PRIMARY KEY,
    quarter TEXT NOT NULL,
    agency_type TEXT NOT NULL,
    knows INTEGER NOT NULL,
    confident INTEGER NOT NULL,
    able INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX survey_answer_quarter ON survey_answer (quarter, agency_type);

ALTER TABLE concern ADD COLUMN sender TEXT NOT NULL DEFAULT 'public' CHECK (sender IN ('public', 'named', 'agency', 'verified', 'disclosed'));
