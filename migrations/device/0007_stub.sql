-- Of a case that was sent to another prison: the last day on which it is read here, ISO. Nothing: it has not left.
ALTER TABLE caseload ADD COLUMN readable_until TEXT;
