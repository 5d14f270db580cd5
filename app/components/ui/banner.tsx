import { CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx';

export type BannerTone = 'info' | 'success' | 'caution' | 'danger';

const looks: Record<BannerTone, { icon: LucideIcon; className: string }> = {
  info: { icon: Info, className: 'bg-info-tint text-info' },
  success: { icon: CircleCheck, className: 'bg-primary-tint text-primary' },
  caution: { icon: TriangleAlert, className: 'bg-caution-tint text-caution' },
  danger: { icon: CircleAlert, className: 'bg-danger-tint text-danger' },
};

interface BannerProps {
  tone?: BannerTone;
  title?: ReactNode;
  /** Read out at once: for what a person's own act has just brought about. */
  urgent?: boolean;
  children?: ReactNode;
}

/** A sentence or two that the page wants read before anything else. */
export function Banner({ tone = 'info', title, urgent, children }: BannerProps) {
  const { icon: Icon, className } = looks[tone];
  return (
    <div role={urgent ? 'alert' : 'note'} className={cx('flex gap-3 rounded-control px-4 py-3', className)}>
      <Icon aria-hidden className="mt-1 size-5 shrink-0" />
      <div className="min-w-0">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div className="text-ink">{children}</div>}
      </div>
    </div>
  );
}

/** What is wrong with a form as a whole, above its fields; nothing when all is well. */
export function FormErrors({ errors }: { errors?: string[] }) {
  if (!errors?.length) return null;
  return (
    <Banner tone="danger" urgent title={errors[0]}>
      {errors.length > 1 ? errors.slice(1).join(' ') : undefined}
    </Banner>
  );
}
