-- CreateEnum
CREATE TYPE "IntakeOutcome" AS ENUM ('need', 'complaint', 'answered', 'passed_on', 'refused');

-- CreateEnum
CREATE TYPE "IntakeRelationship" AS ENUM ('self', 'relative', 'neighbour', 'officer', 'guardian', 'other');

-- AlterEnum
ALTER TYPE "Channel" ADD VALUE 'visit';

-- AlterTable
ALTER TABLE "Address" ADD COLUMN     "intakeId" UUID;

-- CreateTable
CREATE TABLE "Intake" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "communityId" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "channel" "Channel" NOT NULL,
    "paperNumber" TEXT,
    "takenInById" UUID NOT NULL,
    "requesterId" UUID,
    "servedPersonId" UUID,
    "relationship" "IntakeRelationship" NOT NULL DEFAULT 'self',
    "subject" TEXT NOT NULL,
    "categoryId" UUID,
    "wishedTime" TEXT,
    "wishedFrom" TIMESTAMPTZ(3),
    "wishedUntil" TIMESTAMPTZ(3),
    "outcome" "IntakeOutcome" NOT NULL,
    "outcomeNote" TEXT,
    "passedOnTo" TEXT,
    "ownerId" UUID,
    "dueAt" TIMESTAMPTZ(3),
    "needId" UUID,
    "callBackAt" TIMESTAMPTZ(3),
    "calledBackAt" TIMESTAMPTZ(3),
    "calledBackById" UUID,
    "followVersion" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Intake_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Intake_number_key" ON "Intake"("number");

-- CreateIndex
CREATE UNIQUE INDEX "Intake_needId_key" ON "Intake"("needId");

-- CreateIndex
CREATE INDEX "Intake_communityId_createdAt_idx" ON "Intake"("communityId", "createdAt");

-- CreateIndex
CREATE INDEX "Intake_communityId_categoryId_createdAt_idx" ON "Intake"("communityId", "categoryId", "createdAt");

-- CreateIndex
CREATE INDEX "Intake_servedPersonId_createdAt_idx" ON "Intake"("servedPersonId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Address_intakeId_key" ON "Address"("intakeId");

-- AddForeignKey
ALTER TABLE "Intake" ADD CONSTRAINT "Intake_communityId_fkey" FOREIGN KEY ("communityId") REFERENCES "Community"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Intake" ADD CONSTRAINT "Intake_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Intake" ADD CONSTRAINT "Intake_categoryId_fkey" FOREIGN KEY ("categoryId") REFERENCES "Category"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Intake" ADD CONSTRAINT "Intake_needId_fkey" FOREIGN KEY ("needId") REFERENCES "Need"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Intake" ADD CONSTRAINT "Intake_requesterId_fkey" FOREIGN KEY ("requesterId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Intake" ADD CONSTRAINT "Intake_servedPersonId_fkey" FOREIGN KEY ("servedPersonId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Written by hand from here on.

-- What each outcome must have. A request that somebody took down came by one of five channels.

ALTER TABLE "Intake"
  ADD CONSTRAINT intake_outcome CHECK (CASE outcome
    WHEN 'need' THEN "needId" IS NOT NULL
    WHEN 'complaint' THEN "ownerId" IS NOT NULL AND "dueAt" IS NOT NULL
    WHEN 'passed_on' THEN "passedOnTo" IS NOT NULL
    ELSE "outcomeNote" IS NOT NULL
  END),
  ADD CONSTRAINT intake_channel CHECK (channel NOT IN ('kiosk', 'import', 'api')),
  ADD CONSTRAINT intake_window CHECK (("wishedFrom" IS NULL) = ("wishedUntil" IS NULL) AND "wishedFrom" < "wishedUntil"),
  ADD CONSTRAINT intake_called_back CHECK (
    ("calledBackAt" IS NULL) = ("calledBackById" IS NULL) AND ("calledBackAt" IS NULL OR "callBackAt" IS NOT NULL));

CREATE INDEX intake_call_backs ON "Intake" ("communityId", "callBackAt")
  WHERE "callBackAt" IS NOT NULL AND "calledBackAt" IS NULL;

-- A person has one home.

CREATE UNIQUE INDEX address_home ON "Address" ("personId") WHERE "needId" IS NULL AND "intakeId" IS NULL;
