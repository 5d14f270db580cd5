import { describe, expect, it } from 'vitest';
import { readNewPeople } from './new-people';

describe('people written down one a line', () => {
  it('have a name each, and no line counts twice', () => {
    expect(readNewPeople(' 张桂芳 \r\n\nMaria Lopez 2\n张桂芳')).toEqual([
      { newPersonName: '张桂芳' },
      { newPersonName: 'Maria Lopez 2' },
    ]);
  });

  it.each([
    '张桂芳 1958-03-12',
    '张桂芳，1958年3月12日',
    '张桂芳 1958/3/12',
    '张桂芳, 1958.3.12',
    '张桂芳　１９５８－０３－１２',
  ])('may have their birth date behind it, as in %j', (line) => {
    expect(readNewPeople(line)).toEqual([{ newPersonName: '张桂芳', birthDate: '1958-03-12' }]);
  });

  it('are said to be unreadable where the date is no day', () => {
    expect(readNewPeople('张桂芳 1958-02-30\n李强 1958-13-01')).toEqual([
      { newPersonName: '张桂芳', isUnreadable: true },
      { newPersonName: '李强', isUnreadable: true },
    ]);
  });
});
