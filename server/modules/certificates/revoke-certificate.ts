import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { notify } from '~/server/modules/notifications/notify';
import type { Actor } from '~/server/policy/actor';
import { assertMay, scopeFor } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import type { RevokeCertificateInput } from './input';

/** Declares a certificate of the own community void, with the reason. Whoever checks it from now on is told so. */
export async function revokeCertificate(
  deps: Deps,
  actor: Actor,
  input: RevokeCertificateInput,
): Promise<{ id: string }> {
  assertMay(actor, 'certificate.revoke');
  return inTransaction(deps, actor, async (tx) => {
    const certificate = await tx.certificate.findFirst({
      where: { number: input.number, OR: scopeFor(actor, 'certificate.revoke') },
      select: { id: true, personId: true, communityId: true },
    });
    if (!certificate) return refuse('NOT_FOUND');
    const { count } = await tx.certificate.updateMany({
      where: { id: certificate.id, state: 'valid' },
      data: { state: 'revoked', revokedAt: deps.clock.now(), revocationReason: input.reason },
    });
    if (count === 0) refuse('ALREADY_DONE');
    await recordChange(tx, deps, actor, {
      type: 'certificate:revoked',
      subjectType: 'certificate',
      subjectId: certificate.id,
      fromState: 'valid',
      toState: 'revoked',
      reason: input.reason,
      payload: { certificateId: certificate.id },
      feeds: [`person:${certificate.personId}`, `community:${certificate.communityId}`],
    });
    await notify(tx, certificate.personId, 'certificate_revoked', { certificateId: certificate.id });
    return { id: certificate.id };
  });
}
