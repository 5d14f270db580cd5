import { CalendarPlus, Check, Megaphone, Send } from 'lucide-react';
import { ConsentScript } from './consent-script';
import { ActionForm } from '~/app/components/ui/action-form';
import { Banner } from '~/app/components/ui/banner';
import { LinkButton } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import type { FormReply } from '~/app/forms/form';
import type { Intake } from '~/app/graphql/committee/intake';
import { m } from '~/generated/messages/messages';

/** What a request for help still waits for before anybody is found for it, and where each of that is added. */
export function Missing({ intake: { need, missing }, reply }: { intake: Intake; reply?: FormReply }) {
  if (!need) return null;
  const page = `/organisation/needs/${need.id}`;
  const toNeed = (
    <LinkButton to={page} icon={Megaphone}>
      {m.committee_intake_open_need()}
    </LinkButton>
  );
  if (need.status !== 'draft') return <div>{toNeed}</div>;
  if (missing.length === 0)
    return (
      <Card className="flex flex-col gap-4">
        <Banner tone="caution" title={m.committee_intake_ready()} />
        <div className="flex flex-wrap items-end gap-3">
          <ActionForm
            hidden={{ intent: 'publish' }}
            reply={reply}
            label={m.committee_intake_publish()}
            tone="primary"
            icon={Send}
          />
          {toNeed}
        </div>
      </Card>
    );
  return (
    <Card className="flex flex-col gap-4">
      <Banner tone="caution" title={m.committee_intake_missing()}>
        <ul className="list-disc pl-5">
          {missing.includes('CONSENT') && <li>{m.committee_intake_missing_consent()}</li>}
          {missing.includes('TIME') && <li>{m.committee_intake_missing_time()}</li>}
        </ul>
      </Banner>
      {missing.includes('CONSENT') && (
        <div className="flex flex-col gap-3">
          <ConsentScript />
          <ActionForm
            hidden={{ intent: 'consent' }}
            reply={reply}
            label={m.committee_intake_consent_given()}
            icon={Check}
          />
        </div>
      )}
      <div className="flex flex-wrap gap-3">
        {missing.includes('TIME') && (
          <LinkButton to={`${page}/edit/tasks/new`} icon={CalendarPlus}>
            {m.committee_intake_add_time()}
          </LinkButton>
        )}
        {toNeed}
      </div>
    </Card>
  );
}
