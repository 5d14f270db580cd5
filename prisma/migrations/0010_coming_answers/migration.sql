-- CreateEnum
CREATE TYPE "ComingWord" AS ENUM ('coming', 'cannot');

-- CreateTable
CREATE TABLE "ComingAnswer" (
    "claimId" UUID NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "answer" "ComingWord",
    "answeredAt" TIMESTAMPTZ(3),
    "channel" "Channel",
    "callsInVain" INTEGER NOT NULL DEFAULT 0,
    "lastCalledAt" TIMESTAMPTZ(3),
    "lastCalledById" UUID,

    CONSTRAINT "ComingAnswer_pkey" PRIMARY KEY ("claimId","startsAt")
);

-- AddForeignKey
ALTER TABLE "ComingAnswer" ADD CONSTRAINT "ComingAnswer_claimId_fkey" FOREIGN KEY ("claimId") REFERENCES "Claim"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Written by hand from here on.

ALTER TABLE "ComingAnswer"
  ADD CONSTRAINT coming_answered CHECK ((answer IS NULL) = ("answeredAt" IS NULL) AND (answer IS NULL) = (channel IS NULL));
