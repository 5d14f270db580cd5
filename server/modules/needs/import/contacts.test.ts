import { expect, test } from 'vitest';
import { contactRemoved, contactRemovedChinese, withoutContacts } from './contacts';

test.each([
  ['Contact envisionwilliamsburg@wiggiomail.com if interested', `Contact ${contactRemoved} if interested`],
  [
    'The Trevor Lifeline, 866.4.U.TREVOR (866.488.7386), is free',
    `The Trevor Lifeline, ${contactRemoved} (${contactRemoved}), is free`,
  ],
  ['Call (212) 555-0123 or +44 20 7946 0958', `Call ${contactRemoved} or ${contactRemoved}`],
  ['报名请打13812345678或0731-88881234', `报名请打${contactRemovedChinese}或${contactRemovedChinese}`],
])('takes contacts out of "%s"', (text, clean) => {
  expect(withoutContacts(text)).toEqual({ text: clean, removed: true });
});

test.each([
  'from March - June 2011, 9:00-17:00, $1,250,000 raised',
  'Retail sales support for the Shop@RMA.',
  '407 Broome Street, New York, NY 10013-2603',
  '编号 430104199001011234，2026-03-04 至 2026-04-05',
  'PS 123 and 1,000 volunteers on 20110731',
])('leaves "%s" alone', (text) => {
  expect(withoutContacts(text)).toEqual({ text, removed: false });
});
