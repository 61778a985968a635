-- What a member of staff typed into a long form and has not sent, sealed to their own key. The lookup is made of that key and of
-- the form's address: nobody else can tell which form it is of.
CREATE TABLE form_draft (
    lookup TEXT NOT NULL PRIMARY KEY,
    staff_id TEXT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    sealed BYTEA NOT NULL,
    saved_at TIMESTAMP NOT NULL
);
CREATE INDEX form_draft_staff ON form_draft (staff_id, saved_at);
CREATE INDEX form_draft_age ON form_draft (saved_at);
