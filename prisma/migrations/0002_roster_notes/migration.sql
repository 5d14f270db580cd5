-- AlterTable
ALTER TABLE "Claim" ADD COLUMN     "note" TEXT;

-- Written by hand from here on.
