"""Finding, loading, indexing and saving a chronology."""
