-- CreateEnum
CREATE TYPE "CalendarKind" AS ENUM ('person', 'organisation', 'community');

-- AlterEnum
ALTER TYPE "CareOutcome" ADD VALUE 'not_held';

-- AlterEnum
ALTER TYPE "IntakeOutcome" ADD VALUE 'withdrawn';

-- AlterTable
ALTER TABLE "Claim" ADD COLUMN     "passedAt" TIMESTAMPTZ(3),
ADD COLUMN     "waitNumber" INTEGER;

-- AlterTable
ALTER TABLE "ReportedPerson" ADD COLUMN     "phoneText" TEXT;

-- AlterTable
ALTER TABLE "ProxyRelationship" ADD COLUMN     "settledAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Intake" ADD COLUMN     "codeReplacedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "IntakeSource" ADD COLUMN     "expiresAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now() + interval '365 days';

-- CreateTable
CREATE TABLE "CalendarFeed" (
    "id" UUID NOT NULL,
    "kind" "CalendarKind" NOT NULL,
    "tokenHash" BYTEA NOT NULL,
    "accountId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "membershipId" UUID,
    "locale" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastReadAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),
    "revokedById" UUID,

    CONSTRAINT "CalendarFeed_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "CalendarFeed_tokenHash_key" ON "CalendarFeed"("tokenHash");

-- CreateIndex
CREATE INDEX "CalendarFeed_personId_idx" ON "CalendarFeed"("personId");

-- CreateIndex
CREATE INDEX "CalendarFeed_accountId_idx" ON "CalendarFeed"("accountId");

-- AddForeignKey
ALTER TABLE "CalendarFeed" ADD CONSTRAINT "CalendarFeed_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CalendarFeed" ADD CONSTRAINT "CalendarFeed_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CalendarFeed" ADD CONSTRAINT "CalendarFeed_membershipId_fkey" FOREIGN KEY ("membershipId") REFERENCES "Membership"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Written by hand from here on.

-- Served help that waits for the person's judgement: closeUnjudged looks for it every few seconds.
CREATE INDEX need_to_judge ON "Need" ("communityId", "completedAt") WHERE status = 'completed' AND kind <> 'activity';

-- Machines that are there already have a year from now; new ones say their time.
ALTER TABLE "IntakeSource" ALTER COLUMN "expiresAt" DROP DEFAULT;

-- What was taken back before a worker had looked at it says why, and has nobody who took it down.
ALTER TABLE "Intake"
  DROP CONSTRAINT intake_taken_in,
  ADD CONSTRAINT intake_taken_in CHECK ("takenInById" IS NOT NULL OR outcome::text IN ('received', 'withdrawn'));

-- One address at a time for each person, kind and role: a new one takes the place of the old.

CREATE UNIQUE INDEX calendar_feed_live ON "CalendarFeed" ("personId", kind, "membershipId") NULLS NOT DISTINCT
  WHERE "revokedAt" IS NULL;

ALTER TABLE "CalendarFeed"
  ADD CONSTRAINT calendar_feed_role CHECK ((kind = 'person') = ("membershipId" IS NULL));

ALTER TABLE "Claim"
  ADD CONSTRAINT claim_waits_in_line CHECK (state <> 'waitlisted' OR "waitNumber" IS NOT NULL),
  ADD CONSTRAINT claim_offer_ends CHECK (state <> 'offered' OR "expiresAt" IS NOT NULL);

-- Who is next; whose offer has run out; whose waiting the start has ended.
CREATE INDEX claim_waiting ON "Claim" ("taskId", "waitNumber") WHERE state = 'waitlisted';
CREATE INDEX claim_offers ON "Claim" ("expiresAt") WHERE state = 'offered';
CREATE INDEX claim_waiting_by_start ON "Claim" ("startsAt") WHERE state = 'waitlisted';

-- Proxies that ended and are to be settled: looked for every few seconds.
CREATE INDEX proxy_to_settle ON "ProxyRelationship" ("endsAt") WHERE "settledAt" IS NULL;
