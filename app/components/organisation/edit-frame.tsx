import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { m } from '~/generated/messages/messages';
import { cx } from '~/app/components/ui/cx';
import { Page } from '~/app/components/ui/page';

export const editSteps = ['what', 'where', 'tasks', 'details', 'check'] as const;
export type EditStep = (typeof editSteps)[number];

const names: Record<EditStep, () => string> = {
  what: m.organisation_step_what,
  where: m.organisation_step_where,
  tasks: m.organisation_step_tasks,
  details: m.organisation_step_details,
  check: m.organisation_step_check,
};

interface EditFrameProps {
  step: EditStep;
  /** The question this step asks. */
  question: ReactNode;
  lead?: ReactNode;
  /** Absent until the first step made a draft; the other steps lead somewhere from then on. */
  needId?: string;
  children: ReactNode;
}

/** One step of posting a need: where one is among the steps, the question, its fields. */
export function EditFrame({ step, question, lead, needId, children }: EditFrameProps) {
  const reached = editSteps.indexOf(step);
  return (
    <Page title={question} lead={lead}>
      <nav aria-label={m.organisation_steps()} className="screen-only -mt-2 order-first">
        <ol className="flex flex-wrap gap-x-1 gap-y-1">
          {editSteps.map((each, position) => {
            const look = cx(
              'flex min-h-target min-w-target items-center justify-center gap-1.5 rounded-control px-2 text-meta no-underline',
              position === reached ? 'bg-primary-tint font-semibold text-primary' : 'text-muted',
            );
            const words = (
              <>
                {position < reached && <Check aria-hidden className="size-4" />}
                {position + 1}.{' '}
                <span className={cx(position !== reached && 'max-sm:sr-only')}>{names[each]()}</span>
              </>
            );
            return (
              <li key={each} aria-current={position === reached ? 'step' : undefined}>
                {needId && position !== reached ? (
                  <Link to={`/organisation/needs/${needId}/edit/${each}`} prefetch="intent" className={look}>
                    {words}
                  </Link>
                ) : (
                  <span className={look}>{words}</span>
                )}
              </li>
            );
          })}
        </ol>
      </nav>
      {children}
    </Page>
  );
}
