-- AlterTable
ALTER TABLE "Need" ADD COLUMN     "countsFrom" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Task" ADD COLUMN     "occurrence" INTEGER,
ADD COLUMN     "seriesRoleId" UUID;

-- CreateTable
CREATE TABLE "Series" (
    "id" UUID NOT NULL,
    "needId" UUID NOT NULL,
    "rule" TEXT NOT NULL,
    "startsOn" DATE NOT NULL,
    "leftOut" DATE[],
    "dueAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Series_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SeriesRole" (
    "id" UUID NOT NULL,
    "seriesId" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "startMinute" INTEGER NOT NULL,
    "durationMinutes" INTEGER NOT NULL,
    "minimumPlaces" INTEGER NOT NULL,
    "maximumPlaces" INTEGER NOT NULL,
    "minimumAge" INTEGER,
    "languages" TEXT[],
    "needsApproval" BOOLEAN NOT NULL,
    "withdrawUntilMinutes" INTEGER NOT NULL,
    "sort" INTEGER NOT NULL,

    CONSTRAINT "SeriesRole_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SeriesRoleSkill" (
    "roleId" UUID NOT NULL,
    "skillId" UUID NOT NULL,
    "required" BOOLEAN NOT NULL,

    CONSTRAINT "SeriesRoleSkill_pkey" PRIMARY KEY ("roleId","skillId")
);

-- CreateIndex
CREATE INDEX "Series_needId_idx" ON "Series"("needId");

-- CreateIndex
CREATE INDEX "SeriesRole_seriesId_idx" ON "SeriesRole"("seriesId");

-- CreateIndex
CREATE UNIQUE INDEX "Task_seriesRoleId_occurrence_key" ON "Task"("seriesRoleId", "occurrence");

-- AddForeignKey
ALTER TABLE "Series" ADD CONSTRAINT "Series_needId_fkey" FOREIGN KEY ("needId") REFERENCES "Need"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SeriesRole" ADD CONSTRAINT "SeriesRole_seriesId_fkey" FOREIGN KEY ("seriesId") REFERENCES "Series"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SeriesRoleSkill" ADD CONSTRAINT "SeriesRoleSkill_roleId_fkey" FOREIGN KEY ("roleId") REFERENCES "SeriesRole"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SeriesRoleSkill" ADD CONSTRAINT "SeriesRoleSkill_skillId_fkey" FOREIGN KEY ("skillId") REFERENCES "Skill"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Task" ADD CONSTRAINT "Task_seriesRoleId_fkey" FOREIGN KEY ("seriesRoleId") REFERENCES "SeriesRole"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Written by hand from here on.

-- One rhythm of a need goes on at a time.
CREATE UNIQUE INDEX series_live ON "Series" ("needId") WHERE "finishedAt" IS NULL;
-- What is to be made: looked for every few seconds.
CREATE INDEX series_due ON "Series" ("dueAt") WHERE "dueAt" IS NOT NULL;

ALTER TABLE "SeriesRole"
  ADD CONSTRAINT series_role_time CHECK ("startMinute" BETWEEN 0 AND 1439 AND "durationMinutes" > 0),
  ADD CONSTRAINT series_role_places CHECK (0 <= "minimumPlaces" AND "minimumPlaces" <= "maximumPlaces" AND "maximumPlaces" > 0);

ALTER TABLE "Task"
  ADD CONSTRAINT task_of_series CHECK (("seriesRoleId" IS NULL) = (occurrence IS NULL) AND occurrence >= 0);
