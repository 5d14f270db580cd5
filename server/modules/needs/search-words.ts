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

/**
 * A question as PostgreSQL's tsquery: every word must be there, in any order. The beginning of a Latin word is enough.
 * Null when nothing in it can be looked for.
 */
export function searchQueryOf(question: string): string | null {
  const plain = question.normalize('NFKC').slice(0, 200);
  const terms = new Set<string>();
  for (const [run] of plain.matchAll(han)) {
    const characters = [...run];
    if (characters.length === 1) terms.add(`${quote(run)}:*`);
    else for (const pair of pairsOf(characters)) terms.add(quote(pair));
  }
  for (const word of latinWords(plain)) terms.add(`${quote(word)}:*`);
  return terms.size > 0 ? [...terms].slice(0, 20).join(' & ') : null;
}

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
