-- How far runs have come ------------------------------------------------------------------------------------------------------

-- The number of records that a run will have read in the end, estimated from the part of its input that it has read. Null if the size
-- of the input is unknown.
alter table ingest_run add column expected bigint;
