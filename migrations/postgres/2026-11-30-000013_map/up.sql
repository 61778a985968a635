-- Where a district, or a force among the forces, stands on the tile map of coverage: a row and a column, or neither.
ALTER TABLE district ADD COLUMN grid_row INTEGER CHECK (grid_row BETWEEN 1 AND 12);
ALTER TABLE district ADD COLUMN grid_column INTEGER
    CHECK (grid_column BETWEEN 1 AND 10 AND (grid_column IS NULL) = (grid_row IS NULL));
CREATE UNIQUE INDEX district_grid ON district (force_code, grid_row, grid_column);
ALTER TABLE force ADD COLUMN grid_row INTEGER CHECK (grid_row BETWEEN 1 AND 12);
ALTER TABLE force ADD COLUMN grid_column INTEGER
    CHECK (grid_column BETWEEN 1 AND 10 AND (grid_column IS NULL) = (grid_row IS NULL));

-- Roughly where the forces of England and Wales lie. The British Transport Police works in all of them and has no place.
UPDATE force SET grid_row = 9, grid_column = 2 WHERE code = 'avon-and-somerset';
UPDATE force SET grid_row = 7, grid_column = 6 WHERE code = 'bedfordshire';
UPDATE force SET grid_row = 7, grid_column = 7 WHERE code = 'cambridgeshire';
UPDATE force SET grid_row = 5, grid_column = 3 WHERE code = 'cheshire';
UPDATE force SET grid_row = 9, grid_column = 6 WHERE code = 'city-of-london';
UPDATE force SET grid_row = 2, grid_column = 6 WHERE code = 'cleveland';
UPDATE force SET grid_row = 2, grid_column = 4 WHERE code = 'cumbria';
UPDATE force SET grid_row = 5, grid_column = 5 WHERE code = 'derbyshire';
UPDATE force SET grid_row = 10, grid_column = 1 WHERE code = 'devon-and-cornwall';
UPDATE force SET grid_row = 10, grid_column = 3 WHERE code = 'dorset';
UPDATE force SET grid_row = 2, grid_column = 5 WHERE code = 'durham';
UPDATE force SET grid_row = 7, grid_column = 1 WHERE code = 'dyfed-powys';
UPDATE force SET grid_row = 8, grid_column = 8 WHERE code = 'essex';
UPDATE force SET grid_row = 8, grid_column = 3 WHERE code = 'gloucestershire';
UPDATE force SET grid_row = 4, grid_column = 4 WHERE code = 'greater-manchester';
UPDATE force SET grid_row = 8, grid_column = 2 WHERE code = 'gwent';
UPDATE force SET grid_row = 10, grid_column = 4 WHERE code = 'hampshire-and-isle-of-wight';
UPDATE force SET grid_row = 8, grid_column = 6 WHERE code = 'hertfordshire';
UPDATE force SET grid_row = 4, grid_column = 7 WHERE code = 'humberside';
UPDATE force SET grid_row = 9, grid_column = 8 WHERE code = 'kent';
UPDATE force SET grid_row = 3, grid_column = 4 WHERE code = 'lancashire';
UPDATE force SET grid_row = 6, grid_column = 6 WHERE code = 'leicestershire';
UPDATE force SET grid_row = 6, grid_column = 7 WHERE code = 'lincolnshire';
UPDATE force SET grid_row = 4, grid_column = 3 WHERE code = 'merseyside';
UPDATE force SET grid_row = 8, grid_column = 7 WHERE code = 'metropolitan';
UPDATE force SET grid_row = 6, grid_column = 8 WHERE code = 'norfolk';
UPDATE force SET grid_row = 6, grid_column = 2 WHERE code = 'north-wales';
UPDATE force SET grid_row = 3, grid_column = 6 WHERE code = 'north-yorkshire';
UPDATE force SET grid_row = 7, grid_column = 5 WHERE code = 'northamptonshire';
UPDATE force SET grid_row = 1, grid_column = 5 WHERE code = 'northumbria';
UPDATE force SET grid_row = 5, grid_column = 6 WHERE code = 'nottinghamshire';
UPDATE force SET grid_row = 8, grid_column = 1 WHERE code = 'south-wales';
UPDATE force SET grid_row = 4, grid_column = 6 WHERE code = 'south-yorkshire';
UPDATE force SET grid_row = 5, grid_column = 4 WHERE code = 'staffordshire';
UPDATE force SET grid_row = 7, grid_column = 8 WHERE code = 'suffolk';
UPDATE force SET grid_row = 9, grid_column = 5 WHERE code = 'surrey';
UPDATE force SET grid_row = 10, grid_column = 5 WHERE code = 'sussex';
UPDATE force SET grid_row = 8, grid_column = 5 WHERE code = 'thames-valley';
UPDATE force SET grid_row = 7, grid_column = 4 WHERE code = 'warwickshire';
UPDATE force SET grid_row = 6, grid_column = 3 WHERE code = 'west-mercia';
UPDATE force SET grid_row = 6, grid_column = 4 WHERE code = 'west-midlands';
UPDATE force SET grid_row = 4, grid_column = 5 WHERE code = 'west-yorkshire';
UPDATE force SET grid_row = 9, grid_column = 3 WHERE code = 'wiltshire';
