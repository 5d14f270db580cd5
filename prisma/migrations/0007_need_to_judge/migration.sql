-- Served help that waits for the person's judgement: closeUnjudged looks for it every few seconds.
CREATE INDEX need_to_judge ON "Need" ("communityId", "completedAt") WHERE status = 'completed' AND kind <> 'activity';
