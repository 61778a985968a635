ALTER TABLE approval DROP COLUMN used_at;
