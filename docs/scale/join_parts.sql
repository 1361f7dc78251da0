-- Join the parts of a table in one file, nightly: reads then open one file instead of thousands.
-- $files: the parts, e.g. 'kho/tasks/*/*/*.parquet'; $joined: the file to write.
COPY (
    SELECT * FROM read_parquet($files, hive_partitioning = false)
    ORDER BY agency_code, plan_year, position
) TO $joined (FORMAT parquet, COMPRESSION zstd)
