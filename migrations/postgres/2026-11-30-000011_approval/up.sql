-- What one person asks for and another decides on. The subject is an identifier: nothing here can be read.
CREATE TABLE approval (
    id TEXT NOT NULL PRIMARY KEY,
    purpose TEXT NOT NULL,
    subject TEXT NOT NULL,
    desk_id TEXT REFERENCES desk (id) ON DELETE RESTRICT,
    first_staff TEXT NOT NULL REFERENCES staff (id) ON DELETE RESTRICT,
    asked_at TIMESTAMP NOT NULL,
    second_staff TEXT REFERENCES staff (id) ON DELETE RESTRICT,
    decided_at TIMESTAMP,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'approved', 'refused', 'withdrawn', 'expired')),
    expires_at TIMESTAMP NOT NULL,
    version BIGINT NOT NULL,
    CHECK (second_staff <> first_staff),
    CHECK ((second_staff IS NOT NULL) = (state IN ('approved', 'refused')))
);
CREATE INDEX approval_state ON approval (state, expires_at);
CREATE INDEX approval_desk ON approval (desk_id);
CREATE INDEX approval_first ON approval (first_staff, asked_at DESC);
CREATE INDEX approval_second ON approval (second_staff);
