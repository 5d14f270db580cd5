import { type ReactNode, useState } from 'react';
import { Form, useNavigation } from 'react-router';
import { m } from '~/generated/messages/messages';
import { answers } from '~/app/components/ui/action-form';
import { Banner } from '~/app/components/ui/banner';
import { Button } from '~/app/components/ui/button';
import type { FormReply } from '~/app/forms/form';
import type { RosterClaim } from '~/app/graphql/organisation/roster';
import type { LucideIcon } from 'lucide-react';

interface PeopleListProps {
  /** Names the group in the page's address. */
  id: string;
  title: string;
  claims: readonly RosterClaim[];
  /** What can be done with those ticked. */
  together?: { intent: string; label: string; icon: LucideIcon; fields?: ReactNode };
  reply?: FormReply;
  children: (claim: RosterClaim, tickFor: string | undefined) => ReactNode;
}

/**
 * A group of the roster under its heading. Where people are handled together, the bar that does it stays in view while somebody
 * is ticked.
 */
export function PeopleList({ id, title, claims, together, reply, children }: PeopleListProps) {
  if (claims.length === 0) return null;
  const formId = together && claims.length > 1 ? `${id}-together` : undefined;
  return (
    <section id={id} className="group/people flex flex-col gap-2">
      <h2 className="text-title">{title}</h2>
      {formId && together && <Together key={claims.length} formId={formId} reply={reply} {...together} />}
      <ul className="divide-y divide-rule rounded-card border border-rule bg-surface">
        {claims.map((claim) => children(claim, formId))}
      </ul>
    </section>
  );
}

/** The form of those ticked: one button for all of them. */
function Together({
  formId,
  reply,
  intent,
  label,
  icon,
  fields,
}: NonNullable<PeopleListProps['together']> & { formId: string; reply?: FormReply }) {
  const busy = useNavigation().formData?.get('intent') === intent;
  const mine = answers(reply, { intent }) ? reply : undefined;
  const errors = mine?.error?.[''] ?? mine?.error?.claims;
  return (
    <div className="flex flex-col gap-2 group-has-[input[name=claims]:checked]/people:sticky group-has-[input[name=claims]:checked]/people:top-0 group-has-[input[name=claims]:checked]/people:z-10">
      {errors && errors.length > 0 && (
        <Banner tone="danger" urgent title={errors[0]}>
          {errors.length > 1 && (
            <ul>
              {errors.slice(1).map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          )}
        </Banner>
      )}
      <Form
        id={formId}
        method="post"
        noValidate
        preventScrollReset
        className="flex flex-wrap items-end justify-between gap-3 rounded-card border border-rule bg-surface py-1.5 pr-3 pl-3 sm:pr-4 group-has-[input[name=claims]:checked]/people:border-primary group-has-[input[name=claims]:checked]/people:shadow-float"
      >
        <input type="hidden" name="intent" value={intent} />
        <TickAll formId={formId} />
        <div className="flex flex-wrap items-end gap-3">
          {fields}
          <Button icon={icon} disabled={busy}>
            {busy ? m.common_working() : label}
          </Button>
        </div>
      </Form>
    </div>
  );
}

/** Ticks everybody of a form's list, or nobody; there once the page's script runs. */
function TickAll({ formId }: { formId: string }) {
  const [all, setAll] = useState(false);
  return (
    <label className="flex min-h-target items-center gap-3 pl-1 [@media(scripting:none)]:hidden">
      <input
        type="checkbox"
        className="size-6"
        checked={all}
        onChange={(event) => {
          setAll(event.target.checked);
          const form = document.getElementById(formId);
          if (!(form instanceof HTMLFormElement)) return;
          for (const control of form.elements) {
            if (control instanceof HTMLInputElement && control.name === 'claims')
              control.checked = event.target.checked;
          }
        }}
      />
      {m.organisation_tick_all()}
    </label>
  );
}
