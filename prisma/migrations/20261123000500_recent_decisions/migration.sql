-- A reviewer's desk shows what they accepted lately; without this every review would be read for it.

create index observation_reviews_recent on observation_reviews (reviewer_id, decided_at desc);
