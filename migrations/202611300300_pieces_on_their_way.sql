-- Pieces that left for buyers and that come back from them, as far as a marketplace tells them.
ALTER TABLE stock ADD COLUMN to_buyers INTEGER;
ALTER TABLE stock ADD COLUMN from_buyers INTEGER;
