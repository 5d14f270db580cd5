-- CreateEnum
CREATE TYPE "WithdrawnAs" AS ENUM ('late', 'handed_over', 'swapped');

-- CreateEnum
CREATE TYPE "HandOverTo" AS ENUM ('all', 'link', 'person');

-- CreateEnum
CREATE TYPE "HandOverState" AS ENUM ('open', 'requested', 'taken', 'taken_back', 'declined', 'ended');

-- AlterTable
ALTER TABLE "Claim" ADD COLUMN     "withdrawnAs" "WithdrawnAs";

-- CreateTable
CREATE TABLE "HandOver" (
    "id" UUID NOT NULL,
    "claimId" UUID NOT NULL,
    "to" "HandOverTo" NOT NULL,
    "state" "HandOverState" NOT NULL DEFAULT 'open',
    "code" TEXT,
    "toClaimId" UUID,
    "swapTaskId" UUID,
    "askedClaimId" UUID,
    "askedNumber" INTEGER,
    "askedUntil" TIMESTAMPTZ(3),
    "takerClaimId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "HandOver_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "HandOver_code_key" ON "HandOver"("code");

-- CreateIndex
CREATE INDEX "HandOver_swapTaskId_idx" ON "HandOver"("swapTaskId");

-- CreateIndex
CREATE INDEX "HandOver_toClaimId_idx" ON "HandOver"("toClaimId");

-- CreateIndex
CREATE INDEX "HandOver_takerClaimId_idx" ON "HandOver"("takerClaimId");

-- AddForeignKey
ALTER TABLE "HandOver" ADD CONSTRAINT "HandOver_claimId_fkey" FOREIGN KEY ("claimId") REFERENCES "Claim"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HandOver" ADD CONSTRAINT "HandOver_toClaimId_fkey" FOREIGN KEY ("toClaimId") REFERENCES "Claim"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HandOver" ADD CONSTRAINT "HandOver_askedClaimId_fkey" FOREIGN KEY ("askedClaimId") REFERENCES "Claim"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HandOver" ADD CONSTRAINT "HandOver_takerClaimId_fkey" FOREIGN KEY ("takerClaimId") REFERENCES "Claim"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HandOver" ADD CONSTRAINT "HandOver_swapTaskId_fkey" FOREIGN KEY ("swapTaskId") REFERENCES "Task"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Written by hand from here on.

-- A claim says how it was left only when it was left.
ALTER TABLE "Claim"
  ADD CONSTRAINT claim_left_somehow CHECK ("withdrawnAs" IS NULL OR state = 'withdrawn');

-- A place is offered in one way at a time.
CREATE UNIQUE INDEX hand_over_open ON "HandOver" ("claimId") WHERE "endedAt" IS NULL;
CREATE INDEX hand_over_asking ON "HandOver" ("askedUntil") WHERE "askedUntil" IS NOT NULL AND "endedAt" IS NULL;

ALTER TABLE "HandOver"
  ADD CONSTRAINT hand_over_ended CHECK ((state IN ('open', 'requested')) = ("endedAt" IS NULL)),
  ADD CONSTRAINT hand_over_link CHECK (("to" = 'link') = (code IS NOT NULL)),
  ADD CONSTRAINT hand_over_person CHECK (("to" = 'person') = ("toClaimId" IS NOT NULL)),
  ADD CONSTRAINT hand_over_taker CHECK (state NOT IN ('requested', 'taken') OR "takerClaimId" IS NOT NULL),
  ADD CONSTRAINT hand_over_line CHECK (
    ("askedClaimId" IS NULL) = ("askedUntil" IS NULL) AND ("askedUntil" IS NULL OR ("to" = 'all' AND "askedNumber" IS NOT NULL)));
