import { TriangleAlert, Users } from 'lucide-react';
import { m } from '~/generated/messages/messages';
import { Badge } from '~/app/components/ui/badge';
import { needStatusWords } from '~/app/components/needs/state-words';

interface NeedStateProps {
  status: string;
  kind: string;
  filled?: boolean;
  atRisk?: boolean;
}

/** Where a need stands, and what is derived from it: short of people, or full. */
export function NeedState({ status, kind, filled, atRisk }: NeedStateProps) {
  const { text, tone } = needStatusWords({ status, kind });
  const recruiting = status === 'open' || status === 'in_progress';
  return (
    <span className="inline-flex flex-wrap gap-2">
      <Badge tone={tone}>{text}</Badge>
      {recruiting && atRisk && (
        <Badge tone="accent" icon={TriangleAlert}>
          {m.public_at_risk()}
        </Badge>
      )}
      {recruiting && filled && (
        <Badge tone="primary" icon={Users}>
          {m.organisation_filled()}
        </Badge>
      )}
    </span>
  );
}
