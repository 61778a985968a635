-- An approval allows something once: when it was done.
ALTER TABLE approval ADD COLUMN used_at TIMESTAMP CHECK (used_at IS NULL OR state = 'approved');
