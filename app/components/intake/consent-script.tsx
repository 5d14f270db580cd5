import { m } from '~/generated/messages/messages';

/** The words that are read out before somebody's request is shown to volunteers. */
export function ConsentScript() {
  return (
    <div className="flex flex-col gap-1">
      <p className="text-meta text-muted">{m.committee_intake_consent_read()}</p>
      <blockquote className="border-l-4 border-primary pl-3 text-lead">
        {m.committee_intake_consent_script()}
      </blockquote>
    </div>
  );
}
