import { Clock, TriangleAlert } from 'lucide-react';
import { Badge } from '~/app/components/ui/badge';
import { dueWords } from './due-words';

interface DueBadgeProps {
  /** By when; nothing is shown without. */
  dueAt: string | null | undefined;
  /** From the server, so that the words stay as they were sent. */
  now: string;
  /** The words around it, e.g. "To answer: …". */
  say?: (due: string) => string;
}

/** The time that is left, or how late it is. */
export function DueBadge({ dueAt, now, say = (due) => due }: DueBadgeProps) {
  if (!dueAt) return null;
  const { text, late } = dueWords(dueAt, now);
  return (
    <Badge tone={late ? 'danger' : 'neutral'} icon={late ? TriangleAlert : Clock}>
      {say(text)}
    </Badge>
  );
}

/** Whether a need's clock runs: it is asked for and not done yet. */
export const clockRuns = (status: string): boolean => ['in_review', 'open', 'in_progress'].includes(status);
