import type { TaskData } from '~/app/graphql/need-query';
import { formatLanguage, formatList } from '~/app/i18n/format';
import { m } from '~/generated/messages/messages';

type Asking = Pick<
  TaskData,
  'minimumAge' | 'requiredSkills' | 'usefulSkills' | 'languages' | 'needsApproval'
>;

/** What a task asks for, one sentence each; nothing when it asks for nothing. */
export function TaskRequirements({ task }: { task: Asking }) {
  const names = (items: readonly { name: string }[]) => formatList(items.map((item) => item.name));
  const sentences = [
    task.minimumAge !== null && m.public_task_age({ age: task.minimumAge }),
    task.requiredSkills.length > 0 && m.public_task_skills({ skills: names(task.requiredSkills) }),
    task.usefulSkills.length > 0 && m.public_task_useful({ skills: names(task.usefulSkills) }),
    task.languages.length > 0 &&
      m.public_task_languages({ languages: formatList(task.languages.map(formatLanguage)) }),
    task.needsApproval && m.public_task_approval(),
  ].filter((sentence) => sentence !== false);
  if (sentences.length === 0) return null;
  return (
    <ul className="mt-1 text-muted">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
