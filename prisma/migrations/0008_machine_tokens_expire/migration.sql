-- AlterTable
ALTER TABLE "ReportedPerson" ADD COLUMN     "phoneText" TEXT;

-- AlterTable
ALTER TABLE "IntakeSource" ADD COLUMN     "expiresAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now() + interval '365 days';

-- Written by hand from here on.

-- Machines that are there already have a year from now; new ones say their time.
ALTER TABLE "IntakeSource" ALTER COLUMN "expiresAt" DROP DEFAULT;
