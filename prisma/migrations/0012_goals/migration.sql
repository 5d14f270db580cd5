-- CreateTable
CREATE TABLE "Goal" (
    "personId" UUID NOT NULL,
    "minutes" INTEGER NOT NULL,
    "since" DATE NOT NULL,
    "until" DATE NOT NULL,

    CONSTRAINT "Goal_pkey" PRIMARY KEY ("personId")
);

-- AddForeignKey
ALTER TABLE "Goal" ADD CONSTRAINT "Goal_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Written by hand from here on.

ALTER TABLE "Goal" ADD CONSTRAINT goal_runs CHECK (minutes > 0 AND since <= until);
