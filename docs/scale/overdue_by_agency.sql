-- Which agencies have most tasks overdue, and of how many. $files: the parts, e.g. 'kho/tasks/*/*/*.parquet'.
SELECT agency_name,
       count(*) FILTER (WHERE own)                        AS own_tasks,
       count(*) FILTER (WHERE own AND state = 'overdue')  AS overdue
FROM read_parquet($files, hive_partitioning = false)
GROUP BY agency_name
ORDER BY overdue DESC, agency_name
