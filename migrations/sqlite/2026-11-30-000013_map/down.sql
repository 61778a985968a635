ALTER TABLE force DROP COLUMN grid_column;
ALTER TABLE force DROP COLUMN grid_row;
DROP INDEX district_grid;
ALTER TABLE district DROP COLUMN grid_column;
ALTER TABLE district DROP COLUMN grid_row;
