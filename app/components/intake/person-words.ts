import type { IntakePerson } from '~/app/graphql/committee/intake';
import { m } from '~/generated/messages/messages';

/** What tells two people of one name apart: the end of the phone, the building, the area. */
export function personFacts({ phoneLastFour, building, community }: IntakePerson): string {
  const facts = [
    phoneLastFour && m.committee_intake_phone_ends({ digits: phoneLastFour }),
    building,
    community?.name,
  ];
  return facts.filter(Boolean).join(' · ');
}
