-- AlterEnum
ALTER TYPE "CareOutcome" ADD VALUE 'not_held';

-- AlterTable
ALTER TABLE "ProxyRelationship" ADD COLUMN     "settledAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Intake" ADD COLUMN     "codeReplacedAt" TIMESTAMPTZ(3);

-- Written by hand from here on.

-- Proxies that ended and are to be settled: looked for every few seconds.
CREATE INDEX proxy_to_settle ON "ProxyRelationship" ("endsAt") WHERE "settledAt" IS NULL;
