import { config } from 'zod';
import { m } from '~/generated/messages/messages';

/** What zod says is wrong, in the language of the request; a schema's own words take precedence. */
config({
  customError: (issue) => {
    if (issue.input === undefined) return m.common_problem_required();
    switch (issue.code) {
      case 'too_small':
        return issue.origin === 'string'
          ? m.common_problem_short({ count: Number(issue.minimum) })
          : m.common_problem_least({ count: Number(issue.minimum) });
      case 'too_big':
        return issue.origin === 'string'
          ? m.common_problem_long({ count: Number(issue.maximum) })
          : m.common_problem_most({ count: Number(issue.maximum) });
      case 'invalid_type':
        return issue.expected === 'number' ? m.common_problem_number() : m.common_problem_required();
      case 'invalid_format':
        if (issue.format === 'date') return m.common_problem_date();
        return issue.format === 'email' ? m.common_problem_email() : m.common_problem_format();
      default:
        return m.common_problem_format();
    }
  },
});
