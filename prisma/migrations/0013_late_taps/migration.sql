-- AlterTable
ALTER TABLE "Attendance" ADD COLUMN     "checkedInHeardAt" TIMESTAMPTZ(3),
ADD COLUMN     "checkedOutHeardAt" TIMESTAMPTZ(3);

-- Written by hand from here on.

-- What a device kept is heard of after it happened; nothing is heard of that is not there.
ALTER TABLE "Attendance"
  ADD CONSTRAINT attendance_in_heard CHECK ("checkedInHeardAt" >= "checkedInAt"),
  ADD CONSTRAINT attendance_out_heard CHECK ("checkedOutHeardAt" IS NULL OR ("checkedOutAt" IS NOT NULL AND "checkedOutHeardAt" >= "checkedOutAt"));
