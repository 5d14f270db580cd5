-- CreateEnum
CREATE TYPE "Allocation" AS ENUM ('first_come', 'draw_pending', 'drawn');

-- AlterTable
ALTER TABLE "Task" ADD COLUMN     "allocation" "Allocation" NOT NULL DEFAULT 'first_come',
ADD COLUMN     "drawClosesAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "Draw" (
    "taskId" UUID NOT NULL,
    "seed" BYTEA NOT NULL,
    "drawnAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Draw_pkey" PRIMARY KEY ("taskId")
);

-- CreateTable
CREATE TABLE "DrawEntry" (
    "claimId" UUID NOT NULL,
    "taskId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "loadTickets" INTEGER NOT NULL,
    "newcomerTickets" INTEGER NOT NULL,
    "distanceTickets" INTEGER NOT NULL,
    "skillTickets" INTEGER NOT NULL,
    "rank" INTEGER NOT NULL,

    CONSTRAINT "DrawEntry_pkey" PRIMARY KEY ("claimId")
);

-- CreateIndex
CREATE UNIQUE INDEX "DrawEntry_taskId_number_key" ON "DrawEntry"("taskId", "number");

-- AddForeignKey
ALTER TABLE "Draw" ADD CONSTRAINT "Draw_taskId_fkey" FOREIGN KEY ("taskId") REFERENCES "Task"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DrawEntry" ADD CONSTRAINT "DrawEntry_taskId_fkey" FOREIGN KEY ("taskId") REFERENCES "Draw"("taskId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DrawEntry" ADD CONSTRAINT "DrawEntry_claimId_fkey" FOREIGN KEY ("claimId") REFERENCES "Claim"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Written by hand from here on.

-- Whoever draws lots has a moment at which they are drawn, and whoever comes first has none.
ALTER TABLE "Task" ADD CONSTRAINT task_draw CHECK ((allocation = 'first_come') = ("drawClosesAt" IS NULL));

-- Draws that are due: looked for every few seconds.
CREATE INDEX task_draws_due ON "Task" ("drawClosesAt") WHERE allocation = 'draw_pending';

-- What was committed to is what is drawn with, and what was drawn stays.
CREATE FUNCTION refuse_other_draw() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.seed IS DISTINCT FROM OLD.seed OR (OLD."drawnAt" IS NOT NULL AND NEW."drawnAt" IS DISTINCT FROM OLD."drawnAt") THEN
    RAISE EXCEPTION 'A draw keeps its seed and is held once' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER draw_kept BEFORE UPDATE ON "Draw" FOR EACH ROW EXECUTE FUNCTION refuse_other_draw();

CREATE TRIGGER draw_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "DrawEntry"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
