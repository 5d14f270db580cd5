import { z } from 'zod';
import { MembershipRole, OrganisationKind } from '~/generated/prisma/enums';
import { idOf } from '~/server/database/id';
import { readCreditCode } from './rules';

const optional = <Shape extends z.ZodType>(shape: Shape) =>
  z.preprocess((value) => (typeof value === 'string' && value.trim() === '' ? null : value), shape.nullish());

const ReasonInput = optional(z.string().trim().max(500));

export const RegisterOrganisationInput = z
  .object({
    kind: z.enum(OrganisationKind),
    name: z.string().trim().min(1, { error: 'server_name_missing' }).max(120),
    creditCode: optional(
      z.string().refine((text) => readCreditCode(text) !== null, { error: 'server_credit_code_wrong' }),
    ),
    sponsorCommunity: optional(idOf('Community')),
    community: idOf('Community'),
    description: optional(z.string().trim().max(2000)),
    website: optional(z.url({ protocol: /^https?$/, error: 'server_website_unreadable' }).max(300)),
  })
  .refine((input) => input.kind !== 'committee', {
    error: 'server_organisation_kind_committee',
    path: ['kind'],
  });

export const DecideOrganisationInput = z.object({
  organisation: idOf('Organisation'),
  decision: z.enum(['verified', 'refused', 'suspended'], { error: 'server_decision_unknown' }),
  reason: ReasonInput,
});

export const AddMemberInput = z.object({
  organisation: idOf('Organisation'),
  identifier: z.string().trim().min(1, { error: 'server_identifier_missing' }).max(254),
  role: z.enum(MembershipRole),
  community: optional(idOf('Community')),
});

export const MembershipIdInput = z.object({ id: idOf('Membership') });
