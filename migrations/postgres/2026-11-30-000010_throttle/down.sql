ALTER TABLE staff DROP COLUMN generation;
ALTER TABLE practitioner_key DROP COLUMN server_totp;
ALTER TABLE staff_key DROP COLUMN server_totp;
ALTER TABLE sign_in_throttle DROP COLUMN of_day;
ALTER TABLE sign_in_throttle DROP COLUMN day;
