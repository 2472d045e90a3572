-- When a device that waits to be admitted last asked how it stands, to the minute: an administrator sees whether anybody is there to read the
-- code out. Its twin in ../postgres differs in types alone.
ALTER TABLE arrival ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;
