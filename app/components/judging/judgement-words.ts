import { m } from '~/generated/messages/messages';

/** What the person served may say. */
export const judgements = ['solved', 'partly', 'not_solved'] as const;
export const satisfactions = ['satisfied', 'neutral', 'dissatisfied'] as const;
export const heardBy = ['phone', 'paper', 'desk', 'visit'] as const;

export const judgementWords: Record<(typeof judgements)[number] | 'not_judged', () => string> = {
  solved: m.judging_solved,
  partly: m.judging_partly,
  not_solved: m.judging_not_solved,
  not_judged: m.judging_not_judged,
};

export const satisfactionWords: Record<(typeof satisfactions)[number], () => string> = {
  satisfied: m.judging_satisfied,
  neutral: m.judging_neutral,
  dissatisfied: m.judging_dissatisfied,
};

export const heardByWords: Record<(typeof heardBy)[number], () => string> = {
  phone: m.judging_channel_phone,
  paper: m.judging_channel_paper,
  desk: m.judging_channel_desk,
  visit: m.judging_channel_visit,
};
