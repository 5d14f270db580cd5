import { CertificateState } from '~/generated/prisma/enums';
import { builder } from '~/server/graphql/builder';
import type { Context } from '~/server/graphql/context';
import { connectionOf, pageOf } from '~/server/graphql/connection';
import { addMutation } from '~/server/graphql/mutation';
import { CommunityRef } from '~/server/modules/communities/refs';
import { refuse } from '~/server/policy/refusal';
import { checkCertificate, checkSentence, type CertificateCheck } from './check-certificate';
import { IssueCertificateInput, RevokeCertificateInput } from './input';
import { issueCertificate } from './issue-certificate';
import {
  findCertificate,
  findCertificates,
  findMyCertificates,
  listCertificates,
  type CertificateRow,
} from './queries';
import { CertificateRef } from './refs';
import { revokeCertificate } from './revoke-certificate';
import type { StatementLine } from './rules';
import { checkCodeOf, statementOf } from './signing';

const CertificateStateEnum = builder.enumType('CertificateState', {
  values: Object.values(CertificateState),
});

const CertificateLineRef = builder.objectRef<StatementLine>('CertificateLine').implement({
  description: 'One service as it is printed, with the unit that recorded it and its person in charge.',
  fields: (t) => ({
    date: t.expose('date', { type: 'Date' }),
    activityName: t.exposeString('activity'),
    place: t.exposeString('place', { nullable: true }),
    content: t.exposeString('content', { nullable: true }),
    minutes: t.exposeInt('minutes'),
    recordingUnit: t.exposeString('unit'),
    personInCharge: t.exposeString('inCharge', { nullable: true }),
  }),
});

CertificateRef.implement({
  description:
    'A signed statement of verified records. What it says is read from the signed words, as issued.',
  fields: (t) => ({
    number: t.exposeString('number'),
    state: t.field({ type: CertificateStateEnum, resolve: (certificate) => certificate.state }),
    issuedAt: t.expose('issuedAt', { type: 'DateTime' }),
    periodStart: t.expose('periodStart', { type: 'DateTime' }),
    periodEnd: t.expose('periodEnd', { type: 'DateTime' }),
    from: t.field({
      type: 'Date',
      description: 'The first day of the period, as signed.',
      resolve: (certificate) => statementOf(certificate.signature).from,
    }),
    until: t.field({
      type: 'Date',
      description: 'The last day of the period, as signed.',
      resolve: (certificate) => statementOf(certificate.signature).until,
    }),
    totalMinutes: t.int({ resolve: (certificate) => statementOf(certificate.signature).totalMinutes }),
    holderName: t.string({
      nullable: true,
      description: 'The name as printed.',
      resolve: (certificate) => statementOf(certificate.signature).holder,
    }),
    issuingUnit: t.string({ resolve: (certificate) => statementOf(certificate.signature).issuer }),
    community: t.field({ type: CommunityRef, resolve: (certificate) => certificate.communityId }),
    lines: t.field({
      type: [CertificateLineRef],
      resolve: (certificate) => [...statementOf(certificate.signature).lines],
    }),
    signature: t.exposeString('signature', { nullable: true, description: 'Compact JWS (EdDSA).' }),
    keyId: t.exposeString('keyId'),
    checkCode: t.string({
      description: 'Printed on the paper; with it anyone who has the paper compares every service.',
      resolve: (certificate) => checkCodeOf(certificate.signature),
    }),
    verifyUrl: t.string({
      description: 'Where whoever has the paper checks it: names the number and the check code.',
      resolve: ({ number, signature }, _args, { deps }) =>
        `${deps.settings.publicUrl}/verify/${encodeURIComponent(number)}?check=${checkCodeOf(signature)}`,
    }),
    revokedAt: t.expose('revokedAt', { type: 'DateTime', nullable: true }),
    revocationReason: t.exposeString('revocationReason', { nullable: true }),
  }),
});

const CertificateCheckRef = builder.objectRef<CertificateCheck>('CertificateCheck').implement({
  description: "The answer to 'is this certificate genuine?'. Says no more than the paper does.",
  fields: (t) => ({
    number: t.exposeString('number'),
    valid: t.exposeBoolean('valid'),
    verdict: t.exposeString('verdict', {
      description: 'valid, unknown, revoked, altered, wrong_key, wrong_check',
    }),
    sentence: t.string({ resolve: (check, _args, { locale }) => checkSentence(check, locale) }),
    holderInitials: t.exposeString('holderInitials', { nullable: true }),
    holderName: t.exposeString('holderName', {
      nullable: true,
      description: 'As printed, for those who have the paper: its check code or signature.',
    }),
    lines: t.field({
      type: [CertificateLineRef],
      description: 'Every service as printed, for those who have the paper.',
      resolve: (check) => [...check.lines],
    }),
    issuingUnit: t.exposeString('issuingUnit', { nullable: true }),
    issuedAt: t.expose('issuedAt', { type: 'DateTime', nullable: true }),
    totalMinutes: t.exposeInt('totalMinutes', { nullable: true }),
    from: t.expose('from', { type: 'Date', nullable: true }),
    until: t.expose('until', { type: 'Date', nullable: true }),
    timeZone: t.exposeString('timeZone', {
      nullable: true,
      description: "The issuing community's zone, in which its moments are told.",
    }),
  }),
});

builder.queryFields((t) => ({
  certificate: t.field({
    type: CertificateRef,
    nullable: true,
    description: 'For its holder and the committee; strangers ask checkCertificate.',
    args: { number: t.arg.string({ required: true }) },
    resolve: (_root, { number }, { deps, actor }) => findCertificate(deps, actor, number),
  }),
  checkCertificate: t.field({
    type: CertificateCheckRef,
    description:
      'For anyone: by the number, and by the check code on the paper or the signature on a copy where the caller has them.',
    args: { number: t.arg.string({ required: true }), signature: t.arg.string(), check: t.arg.string() },
    resolve: (_root, args, { deps }) => checkCertificate(deps, args),
  }),
  certificates: t.connection(
    {
      type: CertificateRef,
      description: 'The certificates a committee answers for, newest first.',
      authScopes: { action: 'certificate.revoke' },
      args: {
        state: t.arg({ type: CertificateStateEnum }),
        search: t.arg.string({ description: "Part of a number or of the holder's name." }),
      },
      edgesNullable: false,
      nodeNullable: false,
      resolve: async (_root, args, { deps, actor }) => {
        const page = pageOf('Certificate', args);
        const list = await listCertificates(deps, actor, args, page);
        const more = { hasNext: list.hasNext, hasPrevious: page.after !== null };
        return { ...list, ...connectionOf('Certificate', list.rows, more) };
      },
    },
    {
      name: 'CertificateConnection',
      fields: (f) => ({
        totalCount: f.int({
          resolve: (list) => (list as unknown as Awaited<ReturnType<typeof listCertificates>>).totalCount(),
        }),
      }),
    },
    { name: 'CertificateEdge' },
  ),
  myCertificates: t.field({
    type: [CertificateRef],
    authScopes: { signedIn: true },
    resolve: (_root, _args, { deps, actor }) => findMyCertificates(deps, actor),
  }),
}));

const readCertificate = async ({ deps, actor }: Context, { id }: { id: string }): Promise<CertificateRow> =>
  (await findCertificates(deps, actor, [id]))[0] ?? refuse('NOT_FOUND');

const IssueCertificateInputRef = builder.inputType('IssueCertificateInput', {
  description:
    "Days of the community's calendar, both included; for oneself, or at the desk for a volunteer.",
  fields: (t) => ({
    person: t.id(),
    from: t.field({ type: 'Date', required: true }),
    until: t.field({ type: 'Date', required: true }),
  }),
});
const RevokeCertificateInputRef = builder.inputType('RevokeCertificateInput', {
  fields: (t) => ({ number: t.string({ required: true }), reason: t.string({ required: true }) }),
});

addMutation('issueCertificate', {
  description: 'Issues a certificate over the verified records of a period.',
  input: IssueCertificateInputRef,
  schema: IssueCertificateInput,
  type: CertificateRef,
  run: ({ deps, actor }, input) => issueCertificate(deps, actor, input),
  load: readCertificate,
});

addMutation('revokeCertificate', {
  description: 'Declares a certificate of the own community void, with the reason.',
  input: RevokeCertificateInputRef,
  schema: RevokeCertificateInput,
  type: CertificateRef,
  run: ({ deps, actor }, input) => revokeCertificate(deps, actor, input),
  load: readCertificate,
});
