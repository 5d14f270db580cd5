-- CreateEnum
CREATE TYPE "CareLevel" AS ENUM ('general', 'close', 'special');

-- CreateEnum
CREATE TYPE "CareInterval" AS ENUM ('daily', 'weekly', 'monthly');

-- CreateEnum
CREATE TYPE "CareOutcome" AS ENUM ('well', 'needs_something', 'not_reached');

-- CreateEnum
CREATE TYPE "CareFollowUp" AS ENUM ('reached_by_phone', 'neighbour_looked_in', 'emergency');

-- CreateEnum
CREATE TYPE "ReportedPart" AS ENUM ('requester', 'served');

-- CreateEnum
CREATE TYPE "IntakeSourceKind" AS ENUM ('call_button', 'hotline', 'form', 'sms');

-- CreateEnum
CREATE TYPE "Satisfaction" AS ENUM ('satisfied', 'neutral', 'dissatisfied');

-- CreateEnum
CREATE TYPE "VisitAlertKind" AS ENUM ('not_arrived', 'overdue', 'stop_word');

-- AlterEnum
ALTER TYPE "AttendanceSource" ADD VALUE 'self';
ALTER TYPE "AttendanceSource" ADD VALUE 'magnet';

-- AlterEnum
ALTER TYPE "ConsentPurpose" ADD VALUE 'regular_visits';

-- AlterEnum
ALTER TYPE "IntakeOutcome" ADD VALUE 'received';

-- AlterTable
ALTER TABLE "CareNote" ADD COLUMN     "endedAt" TIMESTAMPTZ(3),
ADD COLUMN     "endedById" UUID;

-- AlterTable
ALTER TABLE "ContactView" ADD COLUMN     "refused" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "ProxyRelationship" ADD COLUMN     "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ALTER COLUMN "proxyId" DROP NOT NULL,
ADD COLUMN     "proposedById" UUID,
ADD COLUMN     "revokedById" UUID;

-- AlterTable
ALTER TABLE "Consent" ADD COLUMN     "reviewOn" DATE;

-- AlterTable
ALTER TABLE "Intake" ADD COLUMN     "externalId" TEXT,
ADD COLUMN     "respondBy" TIMESTAMPTZ(3),
ADD COLUMN     "respondedAt" TIMESTAMPTZ(3),
ADD COLUMN     "sourceId" UUID,
ALTER COLUMN "takenInById" DROP NOT NULL;

-- AlterTable
ALTER TABLE "Need" ADD COLUMN     "completedAt" TIMESTAMPTZ(3),
ADD COLUMN     "dueAt" TIMESTAMPTZ(3),
ADD COLUMN     "reopenedAt" TIMESTAMPTZ(3),
ADD COLUMN     "round" INTEGER NOT NULL DEFAULT 1;

-- Help that was over before waits to be judged from its end on, like any other.
UPDATE "Need" SET "completedAt" = "endsAt" WHERE "status" = 'completed' AND "kind" <> 'activity';

-- CreateTable
CREATE TABLE "CareEntry" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "communityId" UUID NOT NULL,
    "level" "CareLevel" NOT NULL,
    "interval" "CareInterval" NOT NULL,
    "startsOn" DATE NOT NULL,
    "startMinute" INTEGER NOT NULL,
    "durationMinutes" INTEGER NOT NULL,
    "needId" UUID,
    "addedById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),
    "endedById" UUID,
    "endReason" TEXT,

    CONSTRAINT "CareEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CarePair" (
    "id" UUID NOT NULL,
    "entryId" UUID NOT NULL,
    "volunteerId" UUID NOT NULL,
    "agreedById" UUID NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "CarePair_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CareVisit" (
    "id" UUID NOT NULL,
    "entryId" UUID NOT NULL,
    "dueOn" DATE NOT NULL,
    "taskId" UUID,
    "outcome" "CareOutcome",
    "visitedAt" TIMESTAMPTZ(3),
    "recordedById" UUID,
    "channel" "Channel",
    "intakeId" UUID,
    "followUp" "CareFollowUp",
    "followedUpAt" TIMESTAMPTZ(3),
    "followedUpById" UUID,
    "followUpNote" TEXT,

    CONSTRAINT "CareVisit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EmergencyContact" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "relationship" TEXT,
    "phone" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "EmergencyContact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReportedPerson" (
    "id" UUID NOT NULL,
    "intakeId" UUID NOT NULL,
    "part" "ReportedPart" NOT NULL,
    "name" TEXT,
    "phone" TEXT,
    "lastFour" TEXT,
    "keyedHash" BYTEA,

    CONSTRAINT "ReportedPerson_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "IntakeSource" (
    "id" UUID NOT NULL,
    "communityId" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "kind" "IntakeSourceKind" NOT NULL,
    "name" TEXT NOT NULL,
    "tokenHash" BYTEA NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastUsedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),
    "revokedById" UUID,

    CONSTRAINT "IntakeSource_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "NeedJudgement" (
    "id" UUID NOT NULL,
    "needId" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "judgement" "Judgement" NOT NULL,
    "satisfaction" "Satisfaction",
    "thanks" TEXT,
    "remark" TEXT,
    "channel" "Channel" NOT NULL,
    "judgedById" UUID,
    "takenDownById" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "NeedJudgement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ServiceTime" (
    "id" UUID NOT NULL,
    "communityId" UUID NOT NULL,
    "categoryId" UUID,
    "responseMinutes" INTEGER NOT NULL,
    "dueMinutes" INTEGER NOT NULL,

    CONSTRAINT "ServiceTime_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "VisitAlert" (
    "id" UUID NOT NULL,
    "claimId" UUID NOT NULL,
    "kind" "VisitAlertKind" NOT NULL,
    "raisedAt" TIMESTAMPTZ(3) NOT NULL,
    "said" TEXT,
    "settledAt" TIMESTAMPTZ(3),
    "settledById" UUID,
    "note" TEXT,

    CONSTRAINT "VisitAlert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HelperRefusal" (
    "id" UUID NOT NULL,
    "servedPersonId" UUID NOT NULL,
    "helperId" UUID NOT NULL,
    "reason" TEXT,
    "takenDownById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "HelperRefusal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HomeMagnet" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "issuedById" UUID NOT NULL,
    "issuedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "HomeMagnet_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "CareEntry_needId_key" ON "CareEntry"("needId");

-- CreateIndex
CREATE INDEX "CareEntry_communityId_idx" ON "CareEntry"("communityId");

-- CreateIndex
CREATE INDEX "CareEntry_personId_idx" ON "CareEntry"("personId");

-- CreateIndex
CREATE INDEX "CarePair_entryId_idx" ON "CarePair"("entryId");

-- CreateIndex
CREATE INDEX "CarePair_volunteerId_idx" ON "CarePair"("volunteerId");

-- CreateIndex
CREATE UNIQUE INDEX "CareVisit_taskId_key" ON "CareVisit"("taskId");

-- CreateIndex
CREATE UNIQUE INDEX "CareVisit_intakeId_key" ON "CareVisit"("intakeId");

-- CreateIndex
CREATE UNIQUE INDEX "CareVisit_entryId_dueOn_key" ON "CareVisit"("entryId", "dueOn");

-- CreateIndex
CREATE INDEX "EmergencyContact_personId_idx" ON "EmergencyContact"("personId");

-- CreateIndex
CREATE INDEX "ReportedPerson_keyedHash_idx" ON "ReportedPerson"("keyedHash");

-- CreateIndex
CREATE UNIQUE INDEX "ReportedPerson_intakeId_part_key" ON "ReportedPerson"("intakeId", "part");

-- CreateIndex
CREATE UNIQUE INDEX "IntakeSource_tokenHash_key" ON "IntakeSource"("tokenHash");

-- CreateIndex
CREATE INDEX "IntakeSource_communityId_idx" ON "IntakeSource"("communityId");

-- CreateIndex
CREATE INDEX "NeedJudgement_at_idx" ON "NeedJudgement"("at");

-- CreateIndex
CREATE UNIQUE INDEX "NeedJudgement_needId_round_key" ON "NeedJudgement"("needId", "round");

-- CreateIndex
CREATE UNIQUE INDEX "VisitAlert_claimId_kind_key" ON "VisitAlert"("claimId", "kind");

-- CreateIndex
CREATE INDEX "HelperRefusal_servedPersonId_idx" ON "HelperRefusal"("servedPersonId");

-- CreateIndex
CREATE INDEX "HelperRefusal_helperId_idx" ON "HelperRefusal"("helperId");

-- CreateIndex
CREATE UNIQUE INDEX "HomeMagnet_personId_key" ON "HomeMagnet"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "Intake_sourceId_externalId_key" ON "Intake"("sourceId", "externalId");

-- AddForeignKey
ALTER TABLE "CareEntry" ADD CONSTRAINT "CareEntry_needId_fkey" FOREIGN KEY ("needId") REFERENCES "Need"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CarePair" ADD CONSTRAINT "CarePair_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "CareEntry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CareVisit" ADD CONSTRAINT "CareVisit_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "CareEntry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Intake" ADD CONSTRAINT "Intake_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "IntakeSource"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NeedJudgement" ADD CONSTRAINT "NeedJudgement_needId_fkey" FOREIGN KEY ("needId") REFERENCES "Need"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ServiceTime" ADD CONSTRAINT "ServiceTime_communityId_fkey" FOREIGN KEY ("communityId") REFERENCES "Community"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ServiceTime" ADD CONSTRAINT "ServiceTime_categoryId_fkey" FOREIGN KEY ("categoryId") REFERENCES "Category"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "VisitAlert" ADD CONSTRAINT "VisitAlert_claimId_fkey" FOREIGN KEY ("claimId") REFERENCES "Claim"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Written by hand from here on.

-- What came by itself waits as `received`; whatever else was taken down has who took it down. An enum's new value is compared
-- as text, for it cannot be used in the transaction that adds it.

ALTER TABLE "Intake"
  DROP CONSTRAINT intake_outcome,
  DROP CONSTRAINT intake_channel,
  ADD CONSTRAINT intake_outcome CHECK (CASE outcome::text
    WHEN 'received' THEN channel IN ('web', 'api') AND "takenInById" IS NULL
    WHEN 'need' THEN "needId" IS NOT NULL
    WHEN 'complaint' THEN "ownerId" IS NOT NULL AND "dueAt" IS NOT NULL
    WHEN 'passed_on' THEN "passedOnTo" IS NOT NULL
    ELSE "outcomeNote" IS NOT NULL
  END),
  ADD CONSTRAINT intake_channel CHECK (channel NOT IN ('kiosk', 'import')),
  ADD CONSTRAINT intake_taken_in CHECK ("takenInById" IS NOT NULL OR outcome::text = 'received'),
  ADD CONSTRAINT intake_source CHECK ("sourceId" IS NULL OR channel = 'api');

CREATE INDEX intake_to_review ON "Intake" ("communityId", "createdAt") WHERE "takenInById" IS NULL;

CREATE INDEX intake_to_answer ON "Intake" ("communityId", "respondBy") WHERE "respondedAt" IS NULL;

-- One pair of times a community and category, and one for all categories.

CREATE UNIQUE INDEX service_time_of ON "ServiceTime" ("communityId", "categoryId") NULLS NOT DISTINCT;

ALTER TABLE "ServiceTime"
  ADD CONSTRAINT service_time_positive CHECK ("responseMinutes" > 0 AND "dueMinutes" > 0);

-- Whoever wrote a judgement down is not whose word it is.

ALTER TABLE "NeedJudgement"
  ADD CONSTRAINT judgement_taken_down CHECK ("takenDownById" IS DISTINCT FROM "judgedById" OR "judgedById" IS NULL);

-- Nobody refuses the same helper twice, is on the care list twice, or is paired with the same volunteer twice.

CREATE UNIQUE INDEX helper_refused_once ON "HelperRefusal" ("servedPersonId", "helperId") WHERE "endedAt" IS NULL;

CREATE UNIQUE INDEX care_entry_live ON "CareEntry" ("personId") WHERE "endedAt" IS NULL;

CREATE UNIQUE INDEX care_pair_live ON "CarePair" ("entryId", "volunteerId") WHERE "endedAt" IS NULL;

CREATE INDEX visit_alerts_open ON "VisitAlert" ("raisedAt") WHERE "settledAt" IS NULL;

-- Two officers who vouch for a proxy are two.

ALTER TABLE "ProxyRelationship"
  ADD CONSTRAINT proxy_two_officers CHECK ("secondOfficerId" IS NULL OR "secondOfficerId" <> "firstOfficerId"),
  ADD CONSTRAINT proxy_not_self CHECK ("principalId" <> "proxyId");

-- What was done for somebody is read by them.

CREATE INDEX history_for_others ON "History" ("onBehalfOfId", at) WHERE "onBehalfOfId" IS NOT NULL;
