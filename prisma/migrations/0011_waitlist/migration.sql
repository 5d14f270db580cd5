-- AlterTable
ALTER TABLE "Claim" ADD COLUMN     "passedAt" TIMESTAMPTZ(3),
ADD COLUMN     "waitNumber" INTEGER;

-- Written by hand from here on.

ALTER TABLE "Claim"
  ADD CONSTRAINT claim_waits_in_line CHECK (state <> 'waitlisted' OR "waitNumber" IS NOT NULL),
  ADD CONSTRAINT claim_offer_ends CHECK (state <> 'offered' OR "expiresAt" IS NOT NULL);

-- Who is next; whose offer has run out; whose waiting the start has ended.
CREATE INDEX claim_waiting ON "Claim" ("taskId", "waitNumber") WHERE state = 'waitlisted';
CREATE INDEX claim_offers ON "Claim" ("expiresAt") WHERE state = 'offered';
CREATE INDEX claim_waiting_by_start ON "Claim" ("startsAt") WHERE state = 'waitlisted';
