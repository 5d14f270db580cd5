import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx';

export type Tone = 'neutral' | 'primary' | 'accent' | 'caution' | 'danger' | 'info';

const tones: Record<Tone, string> = {
  neutral: 'border-rule text-muted',
  primary: 'border-transparent bg-primary-tint text-primary',
  accent: 'border-transparent bg-accent-tint text-accent',
  caution: 'border-transparent bg-caution-tint text-caution',
  danger: 'border-transparent bg-danger-tint text-danger',
  info: 'border-transparent bg-info-tint text-info',
};

interface BadgeProps {
  tone?: Tone;
  icon?: LucideIcon;
  children: ReactNode;
}

/** A word on a tint: a category, a state. The word carries the meaning, the tint only helps the eye. */
export function Badge({ tone = 'neutral', icon: Icon, children }: BadgeProps) {
  return (
    <span
      className={cx(
        'inline-flex items-center gap-1 rounded-full border px-2.5 py-0.5 text-meta font-medium leading-snug',
        tones[tone],
      )}
    >
      {Icon && <Icon aria-hidden className="size-4 shrink-0" />}
      {children}
    </span>
  );
}
