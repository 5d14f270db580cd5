import { BookOpen, HandHeart, HeartPulse, type LucideIcon, Soup, Sprout, UsersRound } from 'lucide-react';
import { Badge, type Tone } from '~/app/components/ui/badge';

const marks: Record<string, { icon: LucideIcon; tone: Tone }> = {
  care: { icon: HandHeart, tone: 'accent' },
  learning: { icon: BookOpen, tone: 'info' },
  environment: { icon: Sprout, tone: 'primary' },
  food: { icon: Soup, tone: 'caution' },
  health: { icon: HeartPulse, tone: 'danger' },
};

/** A category as an icon and its word. */
export function CategoryMark({ category }: { category: { name: string; mark: string } }) {
  const { icon, tone } = marks[category.mark] ?? { icon: UsersRound, tone: 'neutral' as const };
  return (
    <Badge icon={icon} tone={tone}>
      {category.name}
    </Badge>
  );
}
