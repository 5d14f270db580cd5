const han = /(?:(?=[\p{L}\p{N}])\p{Script=Han})+/gu;
const foreign = /[^\p{L}\p{N}]+/gu;
const words = new Intl.Segmenter('en', { granularity: 'word' });

/** Most words kept of one need; a text index is no archive. */
const mostWords = 2_000;

/**
 * The words of the text index, separated by spaces: the same cutter writes them and reads a question.
 *
 * Chinese becomes pairs of neighbouring characters, since a word of two characters is the usual one and no dictionary
 * is needed; the last character of a run stands alone too, so that a question of one character finds it anywhere.
 * Other scripts become words in lower case, without accents and without a plural s.
 */
export function searchWordsOf(...texts: readonly (string | null | undefined)[]): string {
  const found = new Set<string>();
  for (const text of texts) {
    if (!text) continue;
    const plain = text.normalize('NFKC');
    for (const [run] of plain.matchAll(han)) for (const piece of piecesOf(run)) found.add(piece);
    for (const word of latinWords(plain)) found.add(word);
  }
  return [...found].slice(0, mostWords).join(' ');
}

/** A question of the text index. */
export interface SearchQuestion {
  /** As PostgreSQL's tsquery: every word must be there, in any order; the beginning of a Latin word is enough. */
  readonly query: string;
  /** The words that may have been misspelt; the rest of the question stands beside them. */
  readonly words: readonly string[];
  readonly rest: string;
}

/** Shorter words are found as they are typed or not at all: too many others look like them. */
const shortestMended = 4;

/** What a reader's question asks of the text index; null when nothing in it can be looked for. */
export function searchQuestionOf(question: string): SearchQuestion | null {
  const plain = question.normalize('NFKC').slice(0, 200);
  const pieces = new Set<string>();
  for (const [run] of plain.matchAll(han)) {
    const characters = [...run];
    if (characters.length === 1) pieces.add(`${quote(run)}:*`);
    else for (const pair of pairsOf(characters)) pieces.add(quote(pair));
  }
  const latin = [...new Set(latinWords(plain))];
  const words = latin.filter((word) => [...word].length >= shortestMended).slice(0, 8);
  const beginnings = latin.map((word) => `${quote(word)}:*`);
  const terms = [...pieces, ...beginnings].slice(0, mostTerms);
  if (terms.length === 0) return null;
  const rest = terms.filter((term) => !words.some((word) => term === `${quote(word)}:*`));
  return { query: terms.join(' & '), words, rest: rest.join(' & ') };
}

const mostTerms = 20;

function piecesOf(run: string): string[] {
  const characters = [...run];
  return [...pairsOf(characters), ...characters.slice(-1)];
}

const pairsOf = (characters: readonly string[]): string[] =>
  characters.slice(1).map((character, index) => `${characters[index] ?? ''}${character}`);

function latinWords(text: string): string[] {
  const found: string[] = [];
  for (const { segment, isWordLike } of words.segment(text.replace(han, ' '))) {
    if (!isWordLike) continue;
    const bare = segment
      .toLowerCase()
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .replace(/['’]s$/u, '');
    for (const word of bare.split(foreign)) if (word) found.push(singular(word));
  }
  return found;
}

const singular = (word: string): string =>
  word.length > 3 && /[^s]s$/.test(word) ? word.slice(0, -1) : word;

/** Words hold letters and digits only, so quoting needs no escape. */
const quote = (word: string): string => `'${word}'`;
