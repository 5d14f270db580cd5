import { PhoneLink } from '~/app/components/intake/phone-link';
import { Facts } from '~/app/components/ui/facts';
import type { VisitHome } from '~/app/graphql/visits';
import { EmergencyContactList } from './emergency-contacts';
import { m } from '~/generated/messages/messages';

/** Whom a visit is to, where, by which phone, and what to mind. */
export function HomeFacts({ home, community }: { home: VisitHome; community: string }) {
  return (
    <Facts
      facts={[
        home.name !== null && { term: m.visits_whom(), value: <strong>{home.name}</strong> },
        {
          term: m.visits_where(),
          value: (
            <strong className="text-lead">
              {[community, home.building, home.door].filter(Boolean).join(' · ')}
            </strong>
          ),
        },
        { term: m.visits_phone(), value: <PhoneLink phone={home.phone} /> },
        home.careNotes.length > 0 && {
          term: m.visits_notes(),
          value: (
            <ul className="flex flex-col gap-1">
              {home.careNotes.map(({ text }) => (
                <li key={text} className="whitespace-pre-line">
                  {text}
                </li>
              ))}
            </ul>
          ),
        },
        home.emergencyContacts.length > 0 && {
          term: m.visits_emergency(),
          value: <EmergencyContactList contacts={home.emergencyContacts} />,
        },
      ]}
    />
  );
}
