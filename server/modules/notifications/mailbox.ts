import type { DeliveryChannel } from '~/generated/prisma/enums';
import type { Deps } from '~/server/deps';

/** A message as a demo would have sent it; without the address. */
export interface MailboxRow {
  readonly id: string;
  readonly channel: DeliveryChannel;
  readonly personName: string;
  readonly subject: string;
  readonly text: string;
  readonly createdAt: Date;
}

/** What a demo would have sent, latest first, for everybody: its people are invented. Null in a real installation. */
export async function findMailbox(deps: Pick<Deps, 'prisma' | 'settings'>): Promise<MailboxRow[] | null> {
  if (!deps.settings.demo) return null;
  const rows = await deps.prisma.mailboxMessage.findMany({
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 50,
    select: {
      id: true,
      channel: true,
      subject: true,
      text: true,
      createdAt: true,
      person: { select: { displayName: true } },
    },
  });
  return rows.map(({ person, ...row }) => ({ ...row, personName: person.displayName }));
}
