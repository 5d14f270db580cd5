-- CreateEnum
CREATE TYPE "DeliveryChannel" AS ENUM ('email', 'sms', 'push');

-- CreateEnum
CREATE TYPE "DeliveryState" AS ENUM ('waiting', 'sending', 'sent', 'failed', 'unknown', 'dropped');

-- CreateEnum
CREATE TYPE "NoticeGroup" AS ENUM ('now', 'mine', 'work', 'news');

-- CreateEnum
CREATE TYPE "DeliveryMode" AS ENUM ('off', 'immediately', 'daily');

-- AlterTable
ALTER TABLE "Notice" ADD COLUMN     "plannedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "Delivery" (
    "id" UUID NOT NULL,
    "noticeId" UUID NOT NULL,
    "channel" "DeliveryChannel" NOT NULL,
    "state" "DeliveryState" NOT NULL DEFAULT 'waiting',
    "isDigest" BOOLEAN NOT NULL DEFAULT false,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextTryAt" TIMESTAMPTZ(3),
    "attemptId" UUID,
    "claimedAt" TIMESTAMPTZ(3),
    "settledAt" TIMESTAMPTZ(3),
    "error" TEXT,
    "toldAt" TIMESTAMPTZ(3),
    "toldById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "NoticeChoice" (
    "personId" UUID NOT NULL,
    "group" "NoticeGroup" NOT NULL,
    "email" "DeliveryMode" NOT NULL,
    "sms" "DeliveryMode" NOT NULL,
    "push" "DeliveryMode" NOT NULL,

    CONSTRAINT "NoticeChoice_pkey" PRIMARY KEY ("personId","group")
);

-- CreateTable
CREATE TABLE "NoticeHours" (
    "personId" UUID NOT NULL,
    "quietFrom" TEXT NOT NULL,
    "quietUntil" TEXT NOT NULL,

    CONSTRAINT "NoticeHours_pkey" PRIMARY KEY ("personId")
);

-- CreateTable
CREATE TABLE "MailboxMessage" (
    "id" UUID NOT NULL,
    "deliveryId" UUID NOT NULL,
    "channel" "DeliveryChannel" NOT NULL,
    "personId" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "html" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "MailboxMessage_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Delivery_noticeId_channel_key" ON "Delivery"("noticeId", "channel");

-- CreateIndex
CREATE UNIQUE INDEX "MailboxMessage_deliveryId_key" ON "MailboxMessage"("deliveryId");

-- CreateIndex
CREATE INDEX "MailboxMessage_createdAt_idx" ON "MailboxMessage"("createdAt");

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_noticeId_fkey" FOREIGN KEY ("noticeId") REFERENCES "Notice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NoticeChoice" ADD CONSTRAINT "NoticeChoice_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NoticeHours" ADD CONSTRAINT "NoticeHours_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MailboxMessage" ADD CONSTRAINT "MailboxMessage_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Written by hand from here on.

-- What was left before messages went out stays in the app.
UPDATE "Notice" SET "plannedAt" = "createdAt";

-- Looked for every few seconds: notices to plan, deliveries whose sender or job is gone, those that a committee looks after.
CREATE INDEX notice_to_plan ON "Notice" (id) WHERE "plannedAt" IS NULL;
CREATE INDEX delivery_waiting ON "Delivery" ("dueAt") WHERE state = 'waiting';
CREATE INDEX delivery_in_hand ON "Delivery" ("claimedAt") WHERE state = 'sending';
CREATE INDEX delivery_astray ON "Delivery" ("settledAt") WHERE state IN ('failed', 'unknown') AND "toldAt" IS NULL;

ALTER TABLE "Delivery"
  ADD CONSTRAINT delivery_in_hand CHECK ((state = 'sending') <= ("attemptId" IS NOT NULL AND "claimedAt" IS NOT NULL)),
  ADD CONSTRAINT delivery_settled CHECK ((state IN ('sent', 'failed', 'unknown', 'dropped')) = ("settledAt" IS NOT NULL)),
  ADD CONSTRAINT delivery_error CHECK (error IN
    ('unreachable', 'busy', 'refused', 'timed_out', 'interrupted', 'no_address', 'not_wanted', 'seen', 'too_late', 'not_set_up')),
  ADD CONSTRAINT delivery_says_why CHECK (state NOT IN ('failed', 'unknown', 'dropped') OR error IS NOT NULL),
  ADD CONSTRAINT delivery_told CHECK (("toldAt" IS NULL) = ("toldById" IS NULL));

-- What went out, or may have, never waits again.
CREATE FUNCTION delivery_at_most_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state IN ('sent', 'unknown') AND NEW.state IN ('waiting', 'sending') THEN
    RAISE EXCEPTION 'A delivery that may have gone out is not sent again';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER delivery_at_most_once BEFORE UPDATE OF state ON "Delivery"
  FOR EACH ROW EXECUTE FUNCTION delivery_at_most_once();

ALTER TABLE "NoticeHours"
  ADD CONSTRAINT notice_hours_time CHECK ("quietFrom" ~ '^([01]\d|2[0-3]):[0-5]\d$' AND "quietUntil" ~ '^([01]\d|2[0-3]):[0-5]\d$');
