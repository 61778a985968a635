DROP TABLE register_access;
