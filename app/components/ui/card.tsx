import type { HTMLAttributes } from 'react';
import { cx } from './cx';

interface CardProps extends HTMLAttributes<HTMLElement> {
  as?: 'section' | 'article' | 'div';
}

/** A surface with a border. As `article` it is one thing of a list, as `section` a part of the page. */
export function Card({ as: Tag = 'section', className, ...rest }: CardProps) {
  return <Tag className={cx('rounded-card border border-rule bg-surface p-4 sm:p-6', className)} {...rest} />;
}
