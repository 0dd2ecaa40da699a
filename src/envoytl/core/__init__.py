"""What a chronology is: dates, names, models, records, queries and rules. Knows no file, screen or clock."""
