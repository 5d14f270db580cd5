import {
  getNamedType,
  isAbstractType,
  isEnumType,
  isLeafType,
  isNonNullType,
  isRequiredArgument,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';
import type { RouteConfigEntry } from '@react-router/dev/routes';
import { pathOf, WholeQuestion } from '~/tests/faults/matrix/everything';

/** Somebody who tries every way to what is not theirs. */
export interface Intruder {
  readonly url: string;
  /** The Cookie header of their browser; null for a stranger. */
  readonly cookie: string | null;
}

/** What they know already: ids of the API to ask by, and words to look for. */
export interface Knowledge {
  /** By the name that addresses of pages have for them: need, task, claim, intake, person, number. */
  readonly ids: Readonly<Record<string, string>>;
  /** To search with: parts of what is sought, so that an answer which only repeats them holds nothing. */
  readonly words: readonly string[];
}

/** One thing that was read, and where. */
export interface Read {
  readonly where: string;
  readonly text: string;
}

/** Every address of the pages, filled in with what the intruder knows, each also as the data behind it. */
export function addressesOf(routes: readonly RouteConfigEntry[], { ids, words }: Knowledge): string[] {
  const paths = flatten(routes, '').flatMap((path) => fillIn(path, ids));
  const searches = words.flatMap((word) => ['q', 'text'].map((key) => `?${key}=${encodeURIComponent(word)}`));
  const searched = [
    '/',
    '/committee/intake/people',
    '/committee/intake/calls',
    '/committee/needs',
    '/for-you',
  ];
  return [...new Set([...paths, ...searched.flatMap((path) => searches.map((search) => path + search))])];
}

const flatten = (entries: readonly RouteConfigEntry[], above: string): string[] =>
  entries.flatMap((entry) => {
    const path = [above, entry.path ?? ''].filter(Boolean).join('/');
    return [...(entry.path === '*' ? [] : [`/${path}`]), ...flatten(entry.children ?? [], path)];
  });

/** A path with its parameters replaced: `:needId` and `:need` by the need's id, `:id` by every id. */
function fillIn(path: string, ids: Knowledge['ids']): string[] {
  const name = /:([a-z]+)(?=\/|$)/i.exec(path)?.[1];
  if (!name) return [path];
  const known = ids[name.replace(/Id$/, '')];
  const values = known ? [known] : Object.values(ids);
  return values.flatMap((value) => fillIn(path.replace(`:${name}`, encodeURIComponent(value)), ids));
}

/** Reads every address as a document and as data, and what the redirects say. */
export async function readPages({ url, cookie }: Intruder, addresses: readonly string[]): Promise<Read[]> {
  const reads: Read[] = [];
  const headers: Record<string, string> = cookie ? { cookie } : {};
  for (const address of addresses) {
    const [path = '', search] = address.split('?');
    const data = `${path === '/' ? '/_root' : path}.data${search ? `?${search}` : ''}`;
    for (const each of [address, data]) {
      const answer = await fetch(url + each, { headers, redirect: 'manual' });
      reads.push({ where: each, text: `${answer.headers.get('location') ?? ''} ${await answer.text()}` });
    }
  }
  return reads;
}

/** Asks every query of the API for everything its answer can hold, by every id and every word. */
export async function askEverything(
  schema: GraphQLSchema,
  intruder: Intruder,
  knowledge: Knowledge,
): Promise<Read[]> {
  const reads: Read[] = [];
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
    for (const asked of waysToAsk(field, knowledge)) {
      const text = await askInFull(schema, intruder, field, asked);
      reads.push({ where: `${field.name} ${JSON.stringify(asked)}`, text });
    }
  }
  return reads;
}

type Variables = Record<string, unknown>;

/** Ways to fill a query's arguments: what it requires by every id or word, and each thing that it takes besides alone. */
export function waysToAsk({ args }: GraphQLField<unknown, unknown>, knowledge: Knowledge): Variables[] {
  const required = args.filter(isRequiredArgument);
  if (required.length > 0) {
    const lists = required.map((arg) => valuesOf(arg, knowledge));
    const most = Math.max(...lists.map((list) => list.length));
    return Array.from({ length: most }, (_, at) =>
      Object.fromEntries(
        required.map(({ name }, place) => [name, lists[place]?.at(at % (lists[place].length || 1))]),
      ),
    );
  }
  const optional = args.filter(({ name }) => !/^(first|last|after|before)$/.test(name));
  const alone = optional.flatMap((arg) => valuesOf(arg, knowledge).map((value) => ({ [arg.name]: value })));
  return [{}, ...alone];
}

function valuesOf(arg: GraphQLArgument, { ids, words }: Knowledge): unknown[] {
  const type = getNamedType(arg.type);
  const isList = /\[/.test(String(arg.type));
  const wrap = (value: unknown) => (isList ? [value] : value);
  if (type.name === 'ID') return Object.values(ids).map(wrap);
  if (type.name === 'String') return words.map(wrap);
  if (type.name === 'Boolean') return [true];
  if (type.name === 'Int') return [20];
  if (isEnumType(type)) return type.getValues().map(({ name }) => wrap(name));
  if ('getFields' in type) {
    // An input object: each of its words and ids alone, beside what it requires.
    const fields = Object.values(type.getFields()) as GraphQLArgument[];
    const needs = fields.filter((each) => isNonNullType(each.type) && each.defaultValue === undefined);
    const least = Object.fromEntries(needs.map((each) => [each.name, valuesOf(each, { ids, words })[0]]));
    const each = fields
      .filter((one) => /ID|String/.test(String(one.type)))
      .flatMap((one) => valuesOf(one, { ids, words }).map((value) => wrap({ ...least, [one.name]: value })));
    return each.length > 0 ? each : [wrap(least)];
  }
  return [];
}

async function askInFull(
  schema: GraphQLSchema,
  intruder: Intruder,
  field: GraphQLField<unknown, unknown>,
  variables: Variables,
): Promise<string> {
  const given = field.args.filter(({ name }) => name in variables);
  const head =
    given.length > 0 ? `(${given.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ')})` : '';
  const call = given.length > 0 ? `(${given.map(({ name }) => `${name}: $${name}`).join(', ')})` : '';
  const answerType = getNamedType(field.type);
  if (isLeafType(answerType))
    return JSON.stringify(await post(intruder, `query ${head} { ${field.name}${call} }`, variables));
  const about = isAbstractType(answerType)
    ? schema.getPossibleTypes(answerType).map(({ name }) => name)
    : [null];
  const answers: string[] = [];
  for (const type of about) {
    const question = new WholeQuestion(schema, `query ${head} { ${field.name}${call} { __typename } }`, type);
    const plain = await along(intruder, question, null, variables);
    answers.push(plain);
    // What holds nothing has no branches to follow.
    if (!/_of_/.test(plain)) continue;
    for (const branch of question.branches) answers.push(await along(intruder, question, branch, variables));
  }
  return answers.join('\n');
}

/** One branch, as deep as the limits allow; what fails is left out, so that it hides nothing beside it. */
async function along(
  intruder: Intruder,
  question: WholeQuestion,
  branch: string | null,
  variables: Variables,
): Promise<string> {
  const leftOut = new Set<string>();
  let said = '';
  for (let depth = branch === null ? 0 : 1; depth >= 0; depth -= 1) {
    for (let attempt = 0; attempt < 10; attempt += 1) {
      const answer = await post(intruder, question.ask({ depth, branch, leftOut }), variables);
      said += JSON.stringify(answer);
      const [error] = answer.errors ?? [];
      if (!error) return said;
      if (/complexity|depth|breadth/i.test(error.message)) break;
      const path = pathOf(error.path);
      if (!path.includes('.')) return said;
      leftOut.add(path);
    }
  }
  return said;
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly path?: (string | number)[] }[];
}

async function post({ url, cookie }: Intruder, query: string, variables: Variables): Promise<Answer> {
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(cookie ? { cookie } : {}) },
    body: JSON.stringify({ query, variables }),
  });
  const text = await answer.text();
  try {
    return JSON.parse(text) as Answer;
  } catch {
    throw new Error(`${answer.status} ${text.slice(0, 200)} to ${query.slice(0, 200)}`);
  }
}
