-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "AttendanceSource" AS ENUM ('code', 'coordinator', 'officer', 'kiosk', 'rule', 'paper');

-- CreateEnum
CREATE TYPE "Channel" AS ENUM ('web', 'phone', 'desk', 'paper', 'kiosk', 'import', 'api');

-- CreateEnum
CREATE TYPE "Capacity" AS ENUM ('self', 'proxy', 'guardian', 'officer', 'system');

-- CreateEnum
CREATE TYPE "CertificateState" AS ENUM ('valid', 'revoked');

-- CreateEnum
CREATE TYPE "ClaimState" AS ENUM ('invited', 'requested', 'waitlisted', 'offered', 'confirmed', 'checked_in', 'attended', 'no_show', 'withdrawn', 'declined', 'released', 'expired');

-- CreateEnum
CREATE TYPE "CommunityLevel" AS ENUM ('city', 'district', 'street', 'community', 'grid');

-- CreateEnum
CREATE TYPE "ContactKind" AS ENUM ('phone', 'email');

-- CreateEnum
CREATE TYPE "CareNoteAudience" AS ENUM ('helper', 'committee');

-- CreateEnum
CREATE TYPE "RecordState" AS ENUM ('proposed', 'confirmed', 'verified', 'disputed', 'rejected', 'corrected');

-- CreateEnum
CREATE TYPE "RecordOrigin" AS ENUM ('measured', 'carried_over');

-- CreateEnum
CREATE TYPE "LedgerKind" AS ENUM ('credit', 'counter');

-- CreateEnum
CREATE TYPE "PersonStatus" AS ENUM ('active', 'suspended', 'erased');

-- CreateEnum
CREATE TYPE "ProxyKind" AS ENUM ('relative', 'neighbour', 'officer', 'guardian');

-- CreateEnum
CREATE TYPE "ConsentPurpose" AS ENUM ('publish_help', 'share_with_helper', 'health_notes', 'location', 'minor_takes_part', 'terms');

-- CreateEnum
CREATE TYPE "ConsentForm" AS ENUM ('written', 'spoken', 'guardian', 'paper', 'screen');

-- CreateEnum
CREATE TYPE "NeedKind" AS ENUM ('activity', 'help', 'wish');

-- CreateEnum
CREATE TYPE "NeedStatus" AS ENUM ('draft', 'in_review', 'open', 'in_progress', 'completed', 'closed', 'cancelled');

-- CreateEnum
CREATE TYPE "PlaceKind" AS ENUM ('public', 'unit', 'private_home');

-- CreateEnum
CREATE TYPE "Urgency" AS ENUM ('normal', 'soon', 'urgent');

-- CreateEnum
CREATE TYPE "Judgement" AS ENUM ('solved', 'partly', 'not_solved', 'not_judged');

-- CreateEnum
CREATE TYPE "ImportState" AS ENUM ('previewed', 'running', 'finished', 'failed');

-- CreateEnum
CREATE TYPE "OrganisationKind" AS ENUM ('social_organisation', 'enterprise', 'public_institution', 'department', 'property_manager', 'school', 'volunteer_team', 'committee');

-- CreateEnum
CREATE TYPE "OrganisationStatus" AS ENUM ('pending', 'verified', 'refused', 'suspended');

-- CreateEnum
CREATE TYPE "MembershipRole" AS ENUM ('member', 'coordinator', 'officer', 'chair', 'grid_worker', 'building_steward');

-- CreateTable
CREATE TABLE "Attendance" (
    "id" UUID NOT NULL,
    "claimId" UUID NOT NULL,
    "walkIn" BOOLEAN NOT NULL DEFAULT false,
    "checkedInAt" TIMESTAMPTZ(3) NOT NULL,
    "checkedInSource" "AttendanceSource" NOT NULL,
    "checkedInById" UUID NOT NULL,
    "checkedOutAt" TIMESTAMPTZ(3),
    "checkedOutSource" "AttendanceSource",
    "checkedOutById" UUID,
    "breakMinutes" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Attendance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Event" (
    "id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "aggregateType" TEXT NOT NULL,
    "aggregateId" UUID NOT NULL,
    "feeds" TEXT[],
    "payload" JSONB NOT NULL,
    "xid" BIGINT NOT NULL DEFAULT (pg_current_xact_id()::text)::bigint,
    "position" BIGINT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actorAccountId" UUID,
    "actorPersonId" UUID,
    "onBehalfOfId" UUID,
    "capacity" "Capacity" NOT NULL,
    "channel" "Channel" NOT NULL,

    CONSTRAINT "Event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "History" (
    "id" UUID NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" UUID NOT NULL,
    "action" TEXT NOT NULL,
    "fromState" TEXT,
    "toState" TEXT,
    "reason" TEXT,
    "detail" JSONB,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actorAccountId" UUID,
    "actorPersonId" UUID,
    "onBehalfOfId" UUID,
    "capacity" "Capacity" NOT NULL,
    "channel" "Channel" NOT NULL,

    CONSTRAINT "History_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "IdempotencyKey" (
    "scope" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "operation" TEXT NOT NULL,
    "requestHash" BYTEA NOT NULL,
    "response" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "IdempotencyKey_pkey" PRIMARY KEY ("scope","key")
);

-- CreateTable
CREATE TABLE "Notice" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "readAt" TIMESTAMPTZ(3),

    CONSTRAINT "Notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Installation" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Installation_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "Certificate" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "personId" UUID NOT NULL,
    "communityId" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "issuedById" UUID NOT NULL,
    "periodStart" TIMESTAMPTZ(3) NOT NULL,
    "periodEnd" TIMESTAMPTZ(3) NOT NULL,
    "totalMinutes" INTEGER NOT NULL,
    "signature" TEXT NOT NULL,
    "keyId" TEXT NOT NULL,
    "state" "CertificateState" NOT NULL DEFAULT 'valid',
    "issuedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revokedAt" TIMESTAMPTZ(3),
    "revocationReason" TEXT,

    CONSTRAINT "Certificate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CertificateLine" (
    "certificateId" UUID NOT NULL,
    "recordId" UUID NOT NULL,

    CONSTRAINT "CertificateLine_pkey" PRIMARY KEY ("certificateId","recordId")
);

-- CreateTable
CREATE TABLE "SigningKey" (
    "id" TEXT NOT NULL,
    "publicJwk" JSONB NOT NULL,
    "privateJwk" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retiredAt" TIMESTAMPTZ(3),

    CONSTRAINT "SigningKey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Claim" (
    "id" UUID NOT NULL,
    "taskId" UUID NOT NULL,
    "personId" UUID,
    "organisationId" UUID,
    "places" INTEGER NOT NULL DEFAULT 1,
    "state" "ClaimState" NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT,
    "expiresAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "stateSince" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Claim_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Community" (
    "id" UUID NOT NULL,
    "parentId" UUID,
    "level" "CommunityLevel" NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameEn" TEXT,
    "code" TEXT,
    "timeZone" TEXT,
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,
    "boundary" JSONB,
    "isDemo" BOOLEAN NOT NULL DEFAULT false,
    "validFrom" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "validUntil" TIMESTAMPTZ(3),
    "successorId" UUID,

    CONSTRAINT "Community_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CommunityAncestor" (
    "communityId" UUID NOT NULL,
    "ancestorId" UUID NOT NULL,
    "depth" INTEGER NOT NULL,

    CONSTRAINT "CommunityAncestor_pkey" PRIMARY KEY ("communityId","ancestorId")
);

-- CreateTable
CREATE TABLE "CommunitySetting" (
    "communityId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CommunitySetting_pkey" PRIMARY KEY ("communityId","key")
);

-- CreateTable
CREATE TABLE "ContactPoint" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "kind" "ContactKind" NOT NULL,
    "value" TEXT NOT NULL,
    "lastFour" TEXT,
    "keyedHash" BYTEA NOT NULL,
    "verifiedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ContactPoint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PersonalDetail" (
    "personId" UUID NOT NULL,
    "birthDate" DATE,
    "sex" TEXT,

    CONSTRAINT "PersonalDetail_pkey" PRIMARY KEY ("personId")
);

-- CreateTable
CREATE TABLE "IdentityDocument" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "lastFour" TEXT NOT NULL,
    "keyedHash" BYTEA NOT NULL,

    CONSTRAINT "IdentityDocument_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "IdentityCheck" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "checkedById" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "documentKind" TEXT NOT NULL,
    "lastFour" TEXT NOT NULL,
    "checkedAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "IdentityCheck_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Address" (
    "id" UUID NOT NULL,
    "personId" UUID,
    "needId" UUID,
    "area" TEXT NOT NULL,
    "building" TEXT,
    "door" TEXT,

    CONSTRAINT "Address_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CareNote" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "audience" "CareNoteAudience" NOT NULL,
    "text" TEXT NOT NULL,
    "writtenBy" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CareNote_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ContactView" (
    "id" UUID NOT NULL,
    "viewerId" UUID NOT NULL,
    "subjectId" UUID NOT NULL,
    "what" TEXT NOT NULL,
    "reason" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ContactView_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ServiceRecord" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "claimId" UUID,
    "taskId" UUID,
    "needId" UUID,
    "communityId" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "state" "RecordState" NOT NULL DEFAULT 'proposed',
    "origin" "RecordOrigin" NOT NULL DEFAULT 'measured',
    "evidenceLevel" INTEGER NOT NULL,
    "minutes" INTEGER NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    "activityName" TEXT NOT NULL,
    "place" TEXT,
    "content" TEXT,
    "recorderId" UUID NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmerId" UUID,
    "confirmedAt" TIMESTAMPTZ(3),
    "verifierId" UUID,
    "verifiedAt" TIMESTAMPTZ(3),
    "reason" TEXT,
    "correctsId" UUID,

    CONSTRAINT "ServiceRecord_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Dispute" (
    "id" UUID NOT NULL,
    "recordId" UUID NOT NULL,
    "openedById" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "priorState" "RecordState" NOT NULL,
    "openedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolvedById" UUID,
    "resolvedAt" TIMESTAMPTZ(3),
    "resolution" TEXT,
    "outcome" TEXT,

    CONSTRAINT "Dispute_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LedgerEntry" (
    "id" UUID NOT NULL,
    "communityId" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "recordId" UUID NOT NULL,
    "kind" "LedgerKind" NOT NULL,
    "minutes" INTEGER NOT NULL,
    "commitment" BYTEA NOT NULL,
    "previousHash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "LedgerEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LedgerOpening" (
    "entryId" UUID NOT NULL,
    "salt" BYTEA NOT NULL,
    "content" JSONB NOT NULL,

    CONSTRAINT "LedgerOpening_pkey" PRIMARY KEY ("entryId")
);

-- CreateTable
CREATE TABLE "LedgerHead" (
    "communityId" UUID NOT NULL,
    "count" INTEGER NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "LedgerHead_pkey" PRIMARY KEY ("communityId")
);

-- CreateTable
CREATE TABLE "Person" (
    "id" UUID NOT NULL,
    "displayName" TEXT NOT NULL,
    "status" "PersonStatus" NOT NULL DEFAULT 'active',
    "homeCommunityId" UUID,
    "householdId" UUID,
    "mergedIntoId" UUID,
    "locale" TEXT,
    "isDemo" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PersonMerge" (
    "id" UUID NOT NULL,
    "fromId" UUID NOT NULL,
    "intoId" UUID NOT NULL,
    "firstSignedBy" UUID NOT NULL,
    "secondSignedBy" UUID,
    "mergedAt" TIMESTAMPTZ(3),
    "splitAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PersonMerge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Household" (
    "id" UUID NOT NULL,
    "communityId" UUID NOT NULL,
    "label" TEXT NOT NULL,

    CONSTRAINT "Household_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Account" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "passwordHash" TEXT,
    "memberNumber" TEXT,
    "isOperator" BOOLEAN NOT NULL DEFAULT false,
    "elderMode" BOOLEAN NOT NULL DEFAULT false,
    "disabledAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "tokenHash" BYTEA NOT NULL,
    "membershipId" UUID,
    "onBehalfOfId" UUID,
    "userAgent" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Passkey" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "credentialId" TEXT NOT NULL,
    "publicKey" BYTEA NOT NULL,
    "counter" BIGINT NOT NULL DEFAULT 0,
    "transports" TEXT[],
    "label" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastUsedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Passkey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PasskeyChallenge" (
    "id" UUID NOT NULL,
    "accountId" UUID,
    "challenge" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PasskeyChallenge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SignInSlip" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "communityId" UUID NOT NULL,
    "codeHash" TEXT NOT NULL,
    "issuedById" UUID NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SignInSlip_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProxyRelationship" (
    "id" UUID NOT NULL,
    "principalId" UUID NOT NULL,
    "proxyId" UUID NOT NULL,
    "kind" "ProxyKind" NOT NULL,
    "scope" TEXT[],
    "confirmedByPerson" BOOLEAN NOT NULL DEFAULT false,
    "firstOfficerId" UUID,
    "secondOfficerId" UUID,
    "startsAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endsAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ProxyRelationship_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Consent" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "purpose" "ConsentPurpose" NOT NULL,
    "scope" TEXT,
    "textVersion" TEXT NOT NULL,
    "form" "ConsentForm" NOT NULL,
    "givenById" UUID NOT NULL,
    "takenById" UUID,
    "givenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "withdrawnAt" TIMESTAMPTZ(3),
    "withdrawnById" UUID,

    CONSTRAINT "Consent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Need" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "kind" "NeedKind" NOT NULL,
    "status" "NeedStatus" NOT NULL DEFAULT 'draft',
    "communityId" UUID NOT NULL,
    "organisationId" UUID,
    "requestedById" UUID,
    "servedPersonId" UUID,
    "takenInById" UUID,
    "responsibleUnitId" UUID,
    "channel" "Channel" NOT NULL DEFAULT 'web',
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "bring" TEXT,
    "risks" TEXT,
    "categoryId" UUID,
    "urgency" "Urgency" NOT NULL DEFAULT 'normal',
    "placeKind" "PlaceKind" NOT NULL DEFAULT 'public',
    "placeName" TEXT,
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,
    "startsAt" TIMESTAMPTZ(3),
    "endsAt" TIMESTAMPTZ(3),
    "places" INTEGER NOT NULL DEFAULT 0,
    "placesTaken" INTEGER NOT NULL DEFAULT 0,
    "statusReason" TEXT,
    "judgement" "Judgement",
    "judgedAt" TIMESTAMPTZ(3),
    "publishedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "sourceSystem" TEXT,
    "sourceId" TEXT,
    "sourceHash" TEXT,
    "importId" UUID,
    "searchWords" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "Need_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Category" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "parentId" UUID,
    "nameEn" TEXT NOT NULL,
    "nameZh" TEXT NOT NULL,
    "mark" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "sourceId" TEXT,
    "sort" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Category_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Import" (
    "id" UUID NOT NULL,
    "communityId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "fileName" TEXT NOT NULL,
    "fileHash" TEXT NOT NULL,
    "mapping" JSONB NOT NULL,
    "sheet" TEXT,
    "headerRow" INTEGER NOT NULL DEFAULT 1,
    "sourceSystem" TEXT NOT NULL,
    "trustOrganisations" BOOLEAN NOT NULL DEFAULT false,
    "state" "ImportState" NOT NULL DEFAULT 'previewed',
    "rowsRead" INTEGER NOT NULL DEFAULT 0,
    "rowsCreated" INTEGER NOT NULL DEFAULT 0,
    "rowsUpdated" INTEGER NOT NULL DEFAULT 0,
    "rowsUnchanged" INTEGER NOT NULL DEFAULT 0,
    "rowsRefused" INTEGER NOT NULL DEFAULT 0,
    "problems" JSONB NOT NULL DEFAULT '[]',
    "startedById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImportPart" (
    "importId" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "ImportPart_pkey" PRIMARY KEY ("importId","index")
);

-- CreateTable
CREATE TABLE "ImportMapping" (
    "communityId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "headerHash" TEXT NOT NULL,
    "mapping" JSONB NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ImportMapping_pkey" PRIMARY KEY ("communityId","kind","headerHash")
);

-- CreateTable
CREATE TABLE "Organisation" (
    "id" UUID NOT NULL,
    "kind" "OrganisationKind" NOT NULL,
    "name" TEXT NOT NULL,
    "creditCode" TEXT,
    "sponsorCommunityId" UUID,
    "committeeOfId" UUID,
    "parentId" UUID,
    "inChargePersonId" UUID,
    "description" TEXT,
    "website" TEXT,
    "status" "OrganisationStatus" NOT NULL DEFAULT 'pending',
    "statusReason" TEXT,
    "communityId" UUID NOT NULL,
    "sourceSystem" TEXT,
    "sourceId" TEXT,
    "isDemo" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Admission" (
    "organisationId" UUID NOT NULL,
    "communityId" UUID NOT NULL,
    "admittedById" UUID,
    "admittedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Admission_pkey" PRIMARY KEY ("organisationId","communityId")
);

-- CreateTable
CREATE TABLE "Membership" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "role" "MembershipRole" NOT NULL,
    "communityId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Membership_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Task" (
    "id" UUID NOT NULL,
    "needId" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    "minimumPlaces" INTEGER NOT NULL DEFAULT 1,
    "maximumPlaces" INTEGER NOT NULL,
    "takenPlaces" INTEGER NOT NULL DEFAULT 0,
    "minimumAge" INTEGER,
    "languages" TEXT[],
    "needsApproval" BOOLEAN NOT NULL DEFAULT false,
    "withdrawUntilMinutes" INTEGER NOT NULL DEFAULT 0,
    "isOpen" BOOLEAN NOT NULL DEFAULT false,
    "cancelledAt" TIMESTAMPTZ(3),
    "cancelReason" TEXT,
    "checkInSecret" BYTEA NOT NULL,
    "sort" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TaskSkill" (
    "taskId" UUID NOT NULL,
    "skillId" UUID NOT NULL,
    "required" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "TaskSkill_pkey" PRIMARY KEY ("taskId","skillId")
);

-- CreateTable
CREATE TABLE "VolunteerProfile" (
    "personId" UUID NOT NULL,
    "about" TEXT,
    "languages" TEXT[],
    "travelRadiusMetres" INTEGER NOT NULL DEFAULT 5000,
    "homeLatitude" DOUBLE PRECISION,
    "homeLongitude" DOUBLE PRECISION,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "VolunteerProfile_pkey" PRIMARY KEY ("personId")
);

-- CreateTable
CREATE TABLE "Skill" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "nameEn" TEXT NOT NULL,
    "nameZh" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "sourceId" TEXT,

    CONSTRAINT "Skill_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PersonSkill" (
    "personId" UUID NOT NULL,
    "skillId" UUID NOT NULL,

    CONSTRAINT "PersonSkill_pkey" PRIMARY KEY ("personId","skillId")
);

-- CreateTable
CREATE TABLE "Availability" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "weekday" INTEGER NOT NULL,
    "startMinute" INTEGER NOT NULL,
    "endMinute" INTEGER NOT NULL,

    CONSTRAINT "Availability_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Attendance_claimId_key" ON "Attendance"("claimId");

-- CreateIndex
CREATE UNIQUE INDEX "Event_position_key" ON "Event"("position");

-- CreateIndex
CREATE INDEX "Event_aggregateType_aggregateId_idx" ON "Event"("aggregateType", "aggregateId");

-- CreateIndex
CREATE INDEX "History_subjectType_subjectId_at_idx" ON "History"("subjectType", "subjectId", "at");

-- CreateIndex
CREATE INDEX "IdempotencyKey_createdAt_idx" ON "IdempotencyKey"("createdAt");

-- CreateIndex
CREATE INDEX "Notice_personId_createdAt_idx" ON "Notice"("personId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Certificate_number_key" ON "Certificate"("number");

-- CreateIndex
CREATE INDEX "Certificate_personId_idx" ON "Certificate"("personId");

-- CreateIndex
CREATE INDEX "Certificate_communityId_idx" ON "Certificate"("communityId");

-- CreateIndex
CREATE INDEX "CertificateLine_recordId_idx" ON "CertificateLine"("recordId");

-- CreateIndex
CREATE INDEX "Claim_taskId_state_idx" ON "Claim"("taskId", "state");

-- CreateIndex
CREATE INDEX "Claim_personId_startsAt_idx" ON "Claim"("personId", "startsAt");

-- CreateIndex
CREATE UNIQUE INDEX "Community_slug_key" ON "Community"("slug");

-- CreateIndex
CREATE INDEX "Community_parentId_idx" ON "Community"("parentId");

-- CreateIndex
CREATE INDEX "CommunityAncestor_ancestorId_communityId_idx" ON "CommunityAncestor"("ancestorId", "communityId");

-- CreateIndex
CREATE INDEX "ContactPoint_kind_keyedHash_idx" ON "ContactPoint"("kind", "keyedHash");

-- CreateIndex
CREATE UNIQUE INDEX "ContactPoint_personId_kind_keyedHash_key" ON "ContactPoint"("personId", "kind", "keyedHash");

-- CreateIndex
CREATE INDEX "IdentityDocument_kind_keyedHash_idx" ON "IdentityDocument"("kind", "keyedHash");

-- CreateIndex
CREATE INDEX "IdentityDocument_personId_idx" ON "IdentityDocument"("personId");

-- CreateIndex
CREATE INDEX "IdentityCheck_personId_idx" ON "IdentityCheck"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "Address_needId_key" ON "Address"("needId");

-- CreateIndex
CREATE INDEX "Address_personId_idx" ON "Address"("personId");

-- CreateIndex
CREATE INDEX "CareNote_personId_idx" ON "CareNote"("personId");

-- CreateIndex
CREATE INDEX "ContactView_subjectId_at_idx" ON "ContactView"("subjectId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "ServiceRecord_correctsId_key" ON "ServiceRecord"("correctsId");

-- CreateIndex
CREATE INDEX "ServiceRecord_personId_state_idx" ON "ServiceRecord"("personId", "state");

-- CreateIndex
CREATE INDEX "ServiceRecord_communityId_state_idx" ON "ServiceRecord"("communityId", "state");

-- CreateIndex
CREATE INDEX "ServiceRecord_organisationId_state_idx" ON "ServiceRecord"("organisationId", "state");

-- CreateIndex
CREATE INDEX "ServiceRecord_taskId_idx" ON "ServiceRecord"("taskId");

-- CreateIndex
CREATE INDEX "Dispute_recordId_idx" ON "Dispute"("recordId");

-- CreateIndex
CREATE INDEX "LedgerEntry_recordId_idx" ON "LedgerEntry"("recordId");

-- CreateIndex
CREATE UNIQUE INDEX "LedgerEntry_communityId_index_key" ON "LedgerEntry"("communityId", "index");

-- CreateIndex
CREATE INDEX "Person_homeCommunityId_idx" ON "Person"("homeCommunityId");

-- CreateIndex
CREATE INDEX "Person_mergedIntoId_idx" ON "Person"("mergedIntoId");

-- CreateIndex
CREATE INDEX "PersonMerge_fromId_idx" ON "PersonMerge"("fromId");

-- CreateIndex
CREATE INDEX "PersonMerge_intoId_idx" ON "PersonMerge"("intoId");

-- CreateIndex
CREATE INDEX "Household_communityId_idx" ON "Household"("communityId");

-- CreateIndex
CREATE UNIQUE INDEX "Account_memberNumber_key" ON "Account"("memberNumber");

-- CreateIndex
CREATE INDEX "Account_personId_idx" ON "Account"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "Session_tokenHash_key" ON "Session"("tokenHash");

-- CreateIndex
CREATE INDEX "Session_accountId_idx" ON "Session"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "Passkey_credentialId_key" ON "Passkey"("credentialId");

-- CreateIndex
CREATE INDEX "Passkey_accountId_idx" ON "Passkey"("accountId");

-- CreateIndex
CREATE INDEX "SignInSlip_accountId_idx" ON "SignInSlip"("accountId");

-- CreateIndex
CREATE INDEX "ProxyRelationship_principalId_idx" ON "ProxyRelationship"("principalId");

-- CreateIndex
CREATE INDEX "ProxyRelationship_proxyId_idx" ON "ProxyRelationship"("proxyId");

-- CreateIndex
CREATE INDEX "Consent_personId_purpose_idx" ON "Consent"("personId", "purpose");

-- CreateIndex
CREATE UNIQUE INDEX "Need_number_key" ON "Need"("number");

-- CreateIndex
CREATE INDEX "Need_communityId_status_idx" ON "Need"("communityId", "status");

-- CreateIndex
CREATE INDEX "Need_organisationId_status_idx" ON "Need"("organisationId", "status");

-- CreateIndex
CREATE INDEX "Need_servedPersonId_idx" ON "Need"("servedPersonId");

-- CreateIndex
CREATE INDEX "Need_requestedById_idx" ON "Need"("requestedById");

-- CreateIndex
CREATE INDEX "Need_categoryId_idx" ON "Need"("categoryId");

-- CreateIndex
CREATE UNIQUE INDEX "Need_sourceSystem_sourceId_key" ON "Need"("sourceSystem", "sourceId");

-- CreateIndex
CREATE UNIQUE INDEX "Category_key_key" ON "Category"("key");

-- CreateIndex
CREATE INDEX "Import_communityId_createdAt_idx" ON "Import"("communityId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Organisation_creditCode_key" ON "Organisation"("creditCode");

-- CreateIndex
CREATE UNIQUE INDEX "Organisation_committeeOfId_key" ON "Organisation"("committeeOfId");

-- CreateIndex
CREATE INDEX "Organisation_communityId_status_idx" ON "Organisation"("communityId", "status");

-- CreateIndex
CREATE UNIQUE INDEX "Organisation_sourceSystem_sourceId_key" ON "Organisation"("sourceSystem", "sourceId");

-- CreateIndex
CREATE INDEX "Admission_communityId_idx" ON "Admission"("communityId");

-- CreateIndex
CREATE INDEX "Membership_personId_idx" ON "Membership"("personId");

-- CreateIndex
CREATE INDEX "Membership_organisationId_idx" ON "Membership"("organisationId");

-- CreateIndex
CREATE INDEX "Task_needId_idx" ON "Task"("needId");

-- CreateIndex
CREATE INDEX "Task_startsAt_idx" ON "Task"("startsAt");

-- CreateIndex
CREATE INDEX "TaskSkill_skillId_idx" ON "TaskSkill"("skillId");

-- CreateIndex
CREATE UNIQUE INDEX "Skill_key_key" ON "Skill"("key");

-- CreateIndex
CREATE INDEX "PersonSkill_skillId_idx" ON "PersonSkill"("skillId");

-- CreateIndex
CREATE INDEX "Availability_personId_idx" ON "Availability"("personId");

-- AddForeignKey
ALTER TABLE "Attendance" ADD CONSTRAINT "Attendance_claimId_fkey" FOREIGN KEY ("claimId") REFERENCES "Claim"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Notice" ADD CONSTRAINT "Notice_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Certificate" ADD CONSTRAINT "Certificate_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CertificateLine" ADD CONSTRAINT "CertificateLine_certificateId_fkey" FOREIGN KEY ("certificateId") REFERENCES "Certificate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CertificateLine" ADD CONSTRAINT "CertificateLine_recordId_fkey" FOREIGN KEY ("recordId") REFERENCES "ServiceRecord"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Claim" ADD CONSTRAINT "Claim_taskId_fkey" FOREIGN KEY ("taskId") REFERENCES "Task"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Claim" ADD CONSTRAINT "Claim_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Community" ADD CONSTRAINT "Community_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Community"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Community" ADD CONSTRAINT "Community_successorId_fkey" FOREIGN KEY ("successorId") REFERENCES "Community"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CommunityAncestor" ADD CONSTRAINT "CommunityAncestor_communityId_fkey" FOREIGN KEY ("communityId") REFERENCES "Community"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CommunityAncestor" ADD CONSTRAINT "CommunityAncestor_ancestorId_fkey" FOREIGN KEY ("ancestorId") REFERENCES "Community"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CommunitySetting" ADD CONSTRAINT "CommunitySetting_communityId_fkey" FOREIGN KEY ("communityId") REFERENCES "Community"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContactPoint" ADD CONSTRAINT "ContactPoint_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IdentityCheck" ADD CONSTRAINT "IdentityCheck_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ServiceRecord" ADD CONSTRAINT "ServiceRecord_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ServiceRecord" ADD CONSTRAINT "ServiceRecord_claimId_fkey" FOREIGN KEY ("claimId") REFERENCES "Claim"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ServiceRecord" ADD CONSTRAINT "ServiceRecord_taskId_fkey" FOREIGN KEY ("taskId") REFERENCES "Task"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ServiceRecord" ADD CONSTRAINT "ServiceRecord_needId_fkey" FOREIGN KEY ("needId") REFERENCES "Need"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ServiceRecord" ADD CONSTRAINT "ServiceRecord_communityId_fkey" FOREIGN KEY ("communityId") REFERENCES "Community"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ServiceRecord" ADD CONSTRAINT "ServiceRecord_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ServiceRecord" ADD CONSTRAINT "ServiceRecord_correctsId_fkey" FOREIGN KEY ("correctsId") REFERENCES "ServiceRecord"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Dispute" ADD CONSTRAINT "Dispute_recordId_fkey" FOREIGN KEY ("recordId") REFERENCES "ServiceRecord"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LedgerEntry" ADD CONSTRAINT "LedgerEntry_recordId_fkey" FOREIGN KEY ("recordId") REFERENCES "ServiceRecord"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LedgerOpening" ADD CONSTRAINT "LedgerOpening_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "LedgerEntry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Person" ADD CONSTRAINT "Person_homeCommunityId_fkey" FOREIGN KEY ("homeCommunityId") REFERENCES "Community"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Person" ADD CONSTRAINT "Person_householdId_fkey" FOREIGN KEY ("householdId") REFERENCES "Household"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Person" ADD CONSTRAINT "Person_mergedIntoId_fkey" FOREIGN KEY ("mergedIntoId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Account" ADD CONSTRAINT "Account_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_membershipId_fkey" FOREIGN KEY ("membershipId") REFERENCES "Membership"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Passkey" ADD CONSTRAINT "Passkey_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SignInSlip" ADD CONSTRAINT "SignInSlip_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProxyRelationship" ADD CONSTRAINT "ProxyRelationship_principalId_fkey" FOREIGN KEY ("principalId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProxyRelationship" ADD CONSTRAINT "ProxyRelationship_proxyId_fkey" FOREIGN KEY ("proxyId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Consent" ADD CONSTRAINT "Consent_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Need" ADD CONSTRAINT "Need_communityId_fkey" FOREIGN KEY ("communityId") REFERENCES "Community"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Need" ADD CONSTRAINT "Need_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Need" ADD CONSTRAINT "Need_categoryId_fkey" FOREIGN KEY ("categoryId") REFERENCES "Category"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Need" ADD CONSTRAINT "Need_importId_fkey" FOREIGN KEY ("importId") REFERENCES "Import"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Category" ADD CONSTRAINT "Category_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Category"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportPart" ADD CONSTRAINT "ImportPart_importId_fkey" FOREIGN KEY ("importId") REFERENCES "Import"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Organisation" ADD CONSTRAINT "Organisation_committeeOfId_fkey" FOREIGN KEY ("committeeOfId") REFERENCES "Community"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Organisation" ADD CONSTRAINT "Organisation_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Organisation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Admission" ADD CONSTRAINT "Admission_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Admission" ADD CONSTRAINT "Admission_communityId_fkey" FOREIGN KEY ("communityId") REFERENCES "Community"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Task" ADD CONSTRAINT "Task_needId_fkey" FOREIGN KEY ("needId") REFERENCES "Need"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TaskSkill" ADD CONSTRAINT "TaskSkill_taskId_fkey" FOREIGN KEY ("taskId") REFERENCES "Task"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TaskSkill" ADD CONSTRAINT "TaskSkill_skillId_fkey" FOREIGN KEY ("skillId") REFERENCES "Skill"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "VolunteerProfile" ADD CONSTRAINT "VolunteerProfile_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PersonSkill" ADD CONSTRAINT "PersonSkill_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PersonSkill" ADD CONSTRAINT "PersonSkill_skillId_fkey" FOREIGN KEY ("skillId") REFERENCES "Skill"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Availability" ADD CONSTRAINT "Availability_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Written by hand from here on.

CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Claims: nobody serves at two places at once, and nobody holds two live claims of one task.

ALTER TABLE "Claim"
  ADD CONSTRAINT claim_no_overlap EXCLUDE USING gist (
    "personId" WITH =,
    tstzrange("startsAt", "endsAt") WITH &&
  ) WHERE (state IN ('confirmed', 'checked_in', 'attended') AND "personId" IS NOT NULL),
  ADD CONSTRAINT claim_window CHECK ("startsAt" < "endsAt"),
  ADD CONSTRAINT claim_places CHECK (places > 0),
  ADD CONSTRAINT claim_claimant CHECK ("personId" IS NOT NULL OR "organisationId" IS NOT NULL);

CREATE UNIQUE INDEX claim_one_live ON "Claim" ("taskId", "personId")
  WHERE state IN ('invited', 'requested', 'waitlisted', 'offered', 'confirmed', 'checked_in', 'attended');

-- Tasks: a place is taken exactly once.

ALTER TABLE "Task"
  ADD CONSTRAINT task_window CHECK ("startsAt" < "endsAt"),
  ADD CONSTRAINT task_places CHECK (0 <= "minimumPlaces" AND "minimumPlaces" <= "maximumPlaces" AND "maximumPlaces" > 0),
  ADD CONSTRAINT task_taken CHECK ("takenPlaces" BETWEEN 0 AND "maximumPlaces");

-- Hours: measured, confirmed and verified by different persons.

ALTER TABLE "ServiceRecord"
  ADD CONSTRAINT record_window CHECK ("startsAt" < "endsAt"),
  ADD CONSTRAINT record_minutes CHECK (minutes > 0),
  ADD CONSTRAINT record_evidence CHECK ("evidenceLevel" BETWEEN 0 AND 4),
  ADD CONSTRAINT record_confirmer_served CHECK ("confirmerId" <> "personId"),
  ADD CONSTRAINT record_verifier_served CHECK ("verifierId" <> "personId"),
  ADD CONSTRAINT record_verifier_confirmer CHECK ("verifierId" <> "confirmerId"),
  ADD CONSTRAINT record_verified CHECK (state <> 'verified' OR ("verifierId" IS NOT NULL AND "verifiedAt" IS NOT NULL));

-- What happened stays as it was written.

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, lower(TG_OP) USING ERRCODE = 'restrict_violation';
END;
$$;

CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "LedgerEntry"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER history_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "History"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- An event changes once: the relay gives it its position. Old events are deleted by the retention job alone, which sets
-- linli.retention to on for its transaction.

CREATE TRIGGER event_append_only BEFORE TRUNCATE OR UPDATE OF
  id, type, "aggregateType", "aggregateId", feeds, payload, xid, at,
  "actorAccountId", "actorPersonId", "onBehalfOfId", capacity, channel ON "Event"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER event_position_once BEFORE UPDATE OF position ON "Event"
  FOR EACH ROW WHEN (OLD.position IS NOT NULL) EXECUTE FUNCTION refuse_change();

CREATE FUNCTION refuse_delete_outside_retention() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('linli.retention', true) IS DISTINCT FROM 'on' THEN
    RAISE EXCEPTION '% is append-only: delete refused', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END;
$$;

CREATE TRIGGER event_kept BEFORE DELETE ON "Event"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_delete_outside_retention();

-- Indexes that Prisma's schema cannot say.

-- The relay reads what has no position yet, in the order of the writing transactions.
CREATE INDEX event_unpublished ON "Event" (xid, id) WHERE position IS NULL;

-- The public board: soonest first, everywhere and in one community.
CREATE INDEX need_board ON "Need" ("startsAt", id)
  WHERE status IN ('open', 'in_progress') AND "placeKind" <> 'private_home';
CREATE INDEX need_board_community ON "Need" ("communityId", "startsAt", id)
  WHERE status IN ('open', 'in_progress') AND "placeKind" <> 'private_home';

CREATE INDEX need_words ON "Need" USING gin (to_tsvector('simple', "searchWords"));
CREATE INDEX organisation_name_trigrams ON "Organisation" USING gin (name gin_trgm_ops);

-- The board sorted by urgency.
CREATE INDEX need_board_urgent ON "Need" (urgency DESC, "startsAt", id)
  WHERE status IN ('open', 'in_progress') AND "placeKind" <> 'private_home';

-- The board sorted by nearness, and inside a box of the map: points on a Mercator map, where one index answers both and
-- distances within a city keep their order.
CREATE FUNCTION map_point(latitude double precision, longitude double precision) RETURNS point
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN point(radians(longitude), ln(tan(pi() / 4 + radians(greatest(-85, least(85, latitude))) / 2)));
CREATE INDEX need_board_place ON "Need" USING gist (map_point(latitude, longitude))
  WHERE status IN ('open', 'in_progress') AND "placeKind" <> 'private_home';

-- The running part of a need's number.
CREATE SEQUENCE need_number;

-- Attempts at signing in and the like, counted per network address and per identifier (both as keyed hashes). Losing them in a
-- crash costs nothing, so they are kept out of the write-ahead log. The columns are those of rate-limiter-flexible.
CREATE UNLOGGED TABLE "RateLimit" (
  key varchar(255) PRIMARY KEY,
  points integer NOT NULL DEFAULT 0,
  expire bigint
);
