-- Who keeps or sees the register of which force. It used to come with being a manager: so somebody of another force who heads
-- an independent desk had it too.
CREATE TABLE register_access (
    staff_id TEXT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    force_code TEXT NOT NULL REFERENCES force (code) ON DELETE RESTRICT,
    PRIMARY KEY (staff_id, force_code)
) WITHOUT ROWID;

-- Engagement officers keep what they kept; managers that of the forces whose triage desk they are at.
INSERT INTO register_access (staff_id, force_code)
SELECT staff.id, force.code FROM staff, force WHERE staff.role = 'engagement' AND force.served;
INSERT INTO register_access (staff_id, force_code)
SELECT DISTINCT staff.id, desk_force.force_code
FROM staff
JOIN desk_member ON desk_member.staff_id = staff.id
JOIN desk_force ON desk_force.desk_id = desk_member.desk_id
WHERE staff.role = 'manager' AND desk_force.kind = 'triage';
