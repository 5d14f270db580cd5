-- AlterEnum
ALTER TYPE "IntakeOutcome" ADD VALUE 'withdrawn';

-- Written by hand from here on.

-- What was taken back before a worker had looked at it says why, and has nobody who took it down.
ALTER TABLE "Intake"
  DROP CONSTRAINT intake_taken_in,
  ADD CONSTRAINT intake_taken_in CHECK ("takenInById" IS NOT NULL OR outcome::text IN ('received', 'withdrawn'));
