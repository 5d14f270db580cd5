import { describe, expect, it } from 'vitest';
import { systemClock } from '~/server/deps';
import { schema } from '~/server/graphql/schema';
import { createTestDatabase } from '~/tests/setup/database';
import { testDeps } from '~/tests/setup/deps';
import { asker } from './matrix/answer';
import { pathOf, WholeQuestion } from './matrix/everything';
import { questions } from './matrix/operations';
import { createWorld, names, roles, type Role } from './matrix/world';

/** Who may read the names of the volunteers of each place. */
const mayReadName: Record<keyof typeof names, readonly Role[]> = {
  own: ['volunteer', 'coordinator', 'officer', 'chair'],
  other: ['officer', 'chair'],
  foreign: [],
};

/** What a committee takes down requests with, of its own community: phones, buildings and doors, each view of them logged. */
const showsContact = (operation: string, about: string | undefined): boolean =>
  ['intake', 'intakes', 'intakePeople', 'intakeRepeats', 'careList', 'careEntry'].includes(operation) ||
  ['needsToAsk', 'needToAsk'].includes(operation) ||
  about === 'intake';
/** Whoever runs the day of a home visit reads there whom it is to and where, each view logged; see tests/integration/visits. */
const runsVisits = (role: Role, place: keyof typeof names): boolean =>
  mayReadName[place].includes(role) && role !== 'volunteer';

/** Whoever runs a task rings, from a day before it, those who have not seen a change of it: their phones, each view logged. */
const rings = (operation: string, role: Role, place: keyof typeof names): boolean =>
  operation === 'callingList' && runsVisits(role, place);

/** Answers, a line each, without what stands in visits. */
const outsideVisits = (answers: string): string =>
  answers
    .split('\n')
    .map((line) =>
      line === ''
        ? ''
        : JSON.stringify(JSON.parse(line, (key, value: unknown) => (/^visit_of_/.test(key) ? null : value))),
    )
    .join('\n');

/** What is for reading everything of a person: their file; and of whoever is missed on a visit, whom to call. */
const showsAll = (operation: string, role: Role, place: keyof typeof names): boolean =>
  runsVisits(role, place) &&
  (operation === 'visitAlerts' || (operation === 'personFile' && role !== 'coordinator'));

const isContact = (word: string): boolean => /^\+1212\d{7}$| (building|door)$/.test(word);

const deps = testDeps(await createTestDatabase(), { clock: systemClock });
const ask = asker(schema, deps);
const world = await createWorld(deps);
const reads = Object.entries(questions).flatMap(([operation, list]) =>
  list.filter(({ field }) => !field.startsWith('mutation')).map((question) => ({ operation, question })),
);

/** The type that an id names by its first word; null for a question without one. */
function typeNamed({ id }: { id?: string }): string | null {
  const word = id?.split('_')[0];
  return word ? word.charAt(0).toUpperCase() + word.slice(1) : null;
}

/** Everything a role gets in answer to a question, along every branch, each as deep as the limits allow. */
async function answerInFull(role: Role, text: string, variables: object): Promise<string> {
  const question = new WholeQuestion(schema, text, typeNamed(variables));
  const answers: string[] = [];
  for (const branch of [null, ...question.branches]) {
    answers.push(await answerAlong(role, question, branch, variables));
  }
  return answers.join('\n');
}

/** One branch. What fails is left out and asked again, so that it hides nothing that stands beside it. */
async function answerAlong(
  role: Role,
  question: WholeQuestion,
  branch: string | null,
  variables: object,
): Promise<string> {
  const leftOut = new Set<string>();
  for (let depth = branch === null ? 0 : 2; depth >= 0; depth -= 1) {
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const answer = await ask(world.actors[role], question.ask({ depth, branch, leftOut }), variables);
      const [error] = answer.errors ?? [];
      if (!error) return JSON.stringify(answer.data);
      if (/complexity|depth|breadth/i.test(error.message)) break;
      const path = pathOf(error.path);
      // The operation itself is refused: its answer holds nothing but the refusal.
      if (!path.includes('.')) return JSON.stringify(answer);
      leftOut.add(path);
    }
  }
  // Too dear at its shortest: nobody gets it this way.
  return '';
}

describe('personal data', { timeout: 240_000 }, () => {
  it.each(roles)('reaches no %s without a right to it, by any path of a query', async (role) => {
    const leaks: string[] = [];
    for (const { operation, question } of reads) {
      for (const target of question.on) {
        const variables = question.input?.(world.things[target], world, role) ?? {};
        const answers = await answerInFull(role, question.field, variables);
        const where = [operation, question.about, target, 'as', role].join(' ');
        for (const place of ['own', 'other', 'foreign'] as const) {
          const { privateWords, servedName, caredName } = world.things[place];
          const text = runsVisits(role, place) ? outsideVisits(answers) : answers;
          const isCommittee = mayReadName.other.includes(role) && place !== 'foreign';
          const seesContact =
            (isCommittee && showsContact(operation, question.about)) || rings(operation, role, place);
          const maySee = (word: string) =>
            word === caredName ? isCommittee : seesContact && isContact(word);
          const isOwnAccount = operation === 'viewer' && role === 'volunteer' && place === 'own';
          const isOpen = isOwnAccount || showsAll(operation, role, place);
          const found = [...(isOpen ? [] : privateWords), servedName, caredName].filter(
            (word) => text.includes(word) && !maySee(word),
          );
          const name = names[place];
          if (!mayReadName[place].includes(role) && text.includes(name)) found.push(name);
          leaks.push(...found.map((word) => `${where}: ${word}`));
        }
      }
    }
    expect([...new Set(leaks)]).toEqual([]);
  });

  it('is there for those who have a right to it, so that this test would notice', async () => {
    const viewer = await answerInFull('volunteer', questions.viewer?.[0]?.field ?? '', {});
    expect(world.things.own.privateWords.filter((word) => viewer.includes(word))).not.toEqual([]);
    expect(viewer).toMatch(/"birthDate\w*":"\d{4}-04-17"/);
    const { task } = world.things.own;
    const roster = await answerInFull('coordinator', questions.task?.[0]?.field ?? '', { id: task });
    expect(roster).toContain('Need');
    const intake = questions.intake?.[0]?.field ?? '';
    const seen = await answerInFull('officer', intake, { id: world.things.own.intake });
    expect(world.things.own.privateWords.filter((word) => isContact(word) && !seen.includes(word))).toEqual(
      [],
    );
    const record = questions.serviceRecord?.[0]?.field ?? '';
    expect(await answerInFull('officer', record, { id: world.things.own.record })).toContain(names.own);
  });
});
