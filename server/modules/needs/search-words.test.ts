import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { searchQuestionOf, searchWordsOf } from './search-words';

const searchQueryOf = (question: string) => searchQuestionOf(question)?.query ?? null;

describe('the words a need is found by', () => {
  test('are pairs of Chinese characters and the last one of a run', () => {
    expect(searchWordsOf('社区助餐')).toBe('社区 区助 助餐 餐');
  });
  test('are words of other scripts in lower case, without accents and plural s', () => {
    expect(searchWordsOf("Serve Meals at José's Café")).toBe('serve meal at jose cafe');
  });
  test('come from every text given, each once', () => {
    expect(searchWordsOf('garden', null, 'Garden 花园', undefined)).toBe('garden 花园 园');
  });
  test('read full-width forms like their ordinary ones', () => {
    expect(searchWordsOf('ＣＰＲ培训')).toBe('培训 训 cpr');
  });
  test('keep rare characters outside the basic plane whole', () => {
    expect(searchWordsOf('𠮷祥里')).toBe('𠮷祥 祥里 里');
  });
});

describe('a question', () => {
  test('of Chinese words asks for every pair', () => {
    expect(searchQueryOf('助餐志愿')).toBe("'助餐' & '餐志' & '志愿'");
  });
  test('of one Chinese character asks for what begins with it', () => {
    expect(searchQueryOf('餐')).toBe("'餐':*");
  });
  test('of Latin words asks for beginnings', () => {
    expect(searchQueryOf('Teach kids')).toBe("'teach':* & 'kid':*");
  });
  test('names the words that may be misspelt, long ones of an alphabet, apart from the rest', () => {
    expect(searchQuestionOf('gardning at 花园')).toEqual({
      query: "'花园' & 'gardning':* & 'at':*",
      words: ['gardning'],
      rest: "'花园' & 'at':*",
    });
  });
  test('without a word asks for nothing', () => {
    expect(searchQueryOf(' &|!:*()\'"\\ ')).toBeNull();
  });
  test('never carries an operator or a quote of the reader into the query', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (question) => {
        const query = searchQueryOf(question);
        if (query === null) return;
        for (const term of query.split(' & ')) expect(term).toMatch(/^'[\p{L}\p{N}]+'(:\*)?$/u);
      }),
    );
  });
  test('about a part of a Chinese text is answered by the words of the whole', () => {
    const text = fc.string({
      unit: fc.constantFrom(...'社区志愿服务助餐老人陪伴读书'),
      minLength: 2,
      maxLength: 20,
    });
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (whole, from, length) => {
        const start = from % (whole.length - 1);
        const part = whole.slice(start, start + 2 + (length % 5));
        const words = new Set(searchWordsOf(whole).split(' '));
        const asked = (searchQueryOf(part) ?? '').split(' & ').map((term) => term.replaceAll("'", ''));
        expect(asked.every((pair) => words.has(pair))).toBe(true);
      }),
    );
  });
});
