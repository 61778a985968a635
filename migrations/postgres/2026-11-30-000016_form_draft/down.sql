DROP TABLE form_draft;
