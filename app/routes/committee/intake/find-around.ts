import type { FoundPeople } from '~/app/components/intake/found-people';
import { phoneQuestion } from '~/app/components/intake/phone-question';
import { type Api, isTooMany } from '~/app/graphql/api';
import { IntakePeopleQuery, IntakeRepeatsQuery, type Repeat } from '~/app/graphql/committee/intake';

/**
 * People by the last four digits of a phone or all of them, by name or by building; nobody for less than two characters. A
 * search that fails leaves the form beside it as it is; that there were too many is told.
 */
export async function findPeople({ query }: Api, typed: string): Promise<FoundPeople> {
  const text = typed.trim().slice(0, 80);
  if (text.length < 2) return { people: [], tooMany: false };
  try {
    return { people: (await query(IntakePeopleQuery, { text })).intakePeople, tooMany: false };
  } catch (problem) {
    return { people: [], tooMany: isTooMany(problem) };
  }
}

interface Known {
  person?: string;
  category?: string;
  community?: string;
  building?: string;
  subject?: string;
}

/** What a posted form knows of a request so far. */
export function knownOf(form: FormData): Known {
  const text = (name: string) => String(form.get(name) ?? '').trim() || undefined;
  return {
    person: text('person'),
    category: text('category'),
    community: text('community'),
    building: text('building'),
    subject: text('subject'),
  };
}

/** What was taken down lately that may be the same request; nothing while too little of it is known. */
export async function findRepeats({ query }: Api, known: Known): Promise<readonly Repeat[]> {
  const { person, category, community, building, subject } = known;
  if (!person && !building && !subject) return [];
  const input = { servedPerson: person, category, community, building, subject };
  return query(IntakeRepeatsQuery, { input }).then(
    ({ intakeRepeats }) => intakeRepeats,
    () => [],
  );
}

/** The people that a posted form speaks of, so that the page can show them again: by phone, and else by name. */
export async function peopleOf(pageApi: Api, form: FormData) {
  const find = async (name: string, phone: string): Promise<FoundPeople> => {
    const typed = (field: string) => String(form.get(field) ?? '');
    const byPhone = await findPeople(pageApi, phoneQuestion(typed(phone)) ?? '');
    return byPhone.people.length > 0 || byPhone.tooMany ? byPhone : findPeople(pageApi, typed(name));
  };
  const [served, caller] = await Promise.all([find('name', 'phone'), find('callerName', 'callerPhone')]);
  return { served, caller };
}
