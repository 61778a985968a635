-- Which desk an event belongs to, as it was at the time: what one desk does is not for the auditor of another. The scope is
-- a desk's identifier, or 'all' for what belongs to no desk. There is a row for each desk of somebody who is at several.
CREATE TABLE audit_scope (
    scope TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    event_id TEXT NOT NULL REFERENCES audit_event (id) ON DELETE CASCADE,
    PRIMARY KEY (scope, at, event_id)
);
CREATE INDEX audit_scope_event ON audit_scope (event_id);

-- The desks whose doings an auditor reads.
CREATE TABLE auditor_desk (
    staff_id TEXT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    desk_id TEXT NOT NULL REFERENCES desk (id) ON DELETE CASCADE,
    PRIMARY KEY (staff_id, desk_id)
);
CREATE INDEX auditor_desk_desk ON auditor_desk (desk_id);

-- Where one triage desk is all there is, whoever audits now audits that one, and those who keep sources. Where there are
-- several, nothing says whose an auditor is: they are named again (candour desk audit).
INSERT INTO auditor_desk (staff_id, desk_id)
SELECT staff.id, desk.id FROM staff, desk
WHERE staff.role = 'auditor' AND desk.kind <> 'independent'
    AND (SELECT COUNT(*) FROM desk AS other WHERE other.kind = 'triage') = 1;

-- What was done to a case, a desk, or something that is sealed belongs to that desk.
INSERT INTO audit_scope (scope, at, event_id)
SELECT c.desk_id, e.at, e.id FROM audit_event e JOIN case_record c ON c.id = e.object OR c.concern_id = e.object;
INSERT INTO audit_scope (scope, at, event_id)
SELECT c.desk_id, e.at, e.id
FROM audit_event e JOIN attachment a ON a.id = e.object JOIN case_record c ON c.concern_id = a.concern_id;
INSERT INTO audit_scope (scope, at, event_id)
SELECT d.id, e.at, e.id FROM audit_event e JOIN desk d ON d.id = e.object;
INSERT INTO audit_scope (scope, at, event_id)
SELECT k.desk_id, e.at, e.id FROM audit_event e JOIN desk_key k ON k.id = e.object;
-- What else somebody did, or was done to their account, to the desks that they are at now.
INSERT INTO audit_scope (scope, at, event_id)
SELECT places.desk_id, e.at, e.id
FROM audit_event e
JOIN (SELECT staff_id, desk_id FROM desk_member UNION SELECT staff_id, desk_id FROM auditor_desk) places
    ON places.staff_id = CASE WHEN e.deed = 'staff_invited' THEN e.object ELSE e.staff_id END
WHERE NOT EXISTS (SELECT 1 FROM audit_scope s WHERE s.event_id = e.id);
INSERT INTO audit_scope (scope, at, event_id)
SELECT 'all', e.at, e.id FROM audit_event e
WHERE NOT EXISTS (SELECT 1 FROM audit_scope s WHERE s.event_id = e.id);
