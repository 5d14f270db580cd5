import type { Api } from '~/app/graphql/api';
import {
  type IntakePerson,
  IntakePeopleQuery,
  IntakeRepeatsQuery,
  type Repeat,
} from '~/app/graphql/committee/intake';

/** People by the last four digits of a phone, by name or by building; nobody for less than two characters. */
export async function findPeople({ query }: Api, typed: string): Promise<readonly IntakePerson[]> {
  const text = searchText(typed);
  if (text.length < 2) return [];
  return orNone(query(IntakePeopleQuery, { text }).then(({ intakePeople }) => intakePeople));
}

/** A search that fails, as it does when an hour's searches are used up, leaves the form beside it as it is. */
const orNone = <Found>(found: Promise<readonly Found[]>): Promise<readonly Found[]> => found.catch(() => []);

/** Of a number only the end is searched by. */
function searchText(typed: string): string {
  const text = typed.trim().slice(0, 80);
  return /^[+\d\s()-]{5,}$/.test(text) ? text.replace(/\D/g, '').slice(-4) : text;
}

interface Known {
  person?: string;
  category?: string;
  community?: string;
  building?: string;
  subject?: string;
}

/** What was taken down lately that may be the same request; nothing while too little of it is known. */
export async function findRepeats({ query }: Api, known: Known): Promise<readonly Repeat[]> {
  const { person, category, community, building, subject } = known;
  if (!person && !building && !subject) return [];
  const input = { servedPerson: person, category, community, building, subject };
  return orNone(query(IntakeRepeatsQuery, { input }).then(({ intakeRepeats }) => intakeRepeats));
}

/** The people that a posted form speaks of, so that the page can show them again: by phone, and else by name. */
export async function peopleOf(pageApi: Api, form: FormData) {
  const find = async (name: string, phone: string): Promise<readonly IntakePerson[]> => {
    const typed = [form.get(phone), form.get(name)].map((value) => String(value ?? '').trim());
    for (const text of typed) {
      const people = await findPeople(pageApi, text);
      if (people.length > 0) return people;
    }
    return [];
  };
  const [served, caller] = await Promise.all([find('name', 'phone'), find('callerName', 'callerPhone')]);
  return { served, caller };
}
