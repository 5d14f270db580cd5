import { builder } from '~/server/graphql/builder';
import { findCertificates, type CertificateRow } from './queries';

/** A certificate, seen by its holder and the committee; a field may answer its row or its id. */
export const CertificateRef = builder.loadableNodeRef<CertificateRow, string>('Certificate', {
  id: { resolve: (certificate) => certificate.id },
  load: async (ids, { deps, actor }) => (await findCertificates(deps, actor, ids)) as CertificateRow[],
});
