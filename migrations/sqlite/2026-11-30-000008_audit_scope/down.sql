DROP TABLE auditor_desk;
DROP TABLE audit_scope;
