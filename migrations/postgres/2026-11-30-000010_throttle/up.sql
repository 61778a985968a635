-- Whoever guesses waits, and nobody else: how many failures there were on one day, and what a code is checked with before
-- the password is. What was counted before is a day old at most.
DELETE FROM sign_in_throttle;
ALTER TABLE sign_in_throttle ADD COLUMN day DATE NOT NULL DEFAULT '2026-11-30';
ALTER TABLE sign_in_throttle ADD COLUMN of_day INTEGER NOT NULL DEFAULT 0;

-- The second factor once more, sealed under a key of the server; none until its owner signs in for the first time since.
ALTER TABLE staff_key ADD COLUMN server_totp BYTEA;
ALTER TABLE practitioner_key ADD COLUMN server_totp BYTEA;

-- How often all sessions were ended at once: what a browser kept from before counts for nothing. Practitioners have it already.
ALTER TABLE staff ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;
