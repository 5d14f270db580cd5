-- AlterEnum
ALTER TYPE "ImportState" ADD VALUE 'undone';

-- AlterTable
ALTER TABLE "Import" ADD COLUMN     "rowsTotal" INTEGER;

-- Written by hand from here on.
