"""A data set of 100,000,000 rows, made by the workers of a Dask cluster, partition by partition."""
