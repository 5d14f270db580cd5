import { m } from '~/generated/messages/messages';
import { NeedMap } from '~/app/components/board/need-map';
import { Details } from '~/app/components/ui/details';

interface NeedPlaceProps {
  need: {
    id: string;
    title: string;
    placeKind: string;
    placeName: string | null;
    latitude: number | null;
    longitude: number | null;
    community: { name: string };
  };
}

/** Where a need takes place, on a map opened by those who want it; of a home, the centre of its area and nothing nearer. */
export function NeedPlace({ need }: NeedPlaceProps) {
  const { id, title, latitude, longitude } = need;
  if (latitude === null || longitude === null) return null;
  const detail = need.placeName ?? need.community.name;
  return (
    <Details summary={m.organisation_on_map()}>
      <p className="text-muted">
        {need.placeKind === 'private_home'
          ? m.organisation_on_map_home({ district: need.community.name })
          : detail}
      </p>
      <NeedMap pins={[{ id, title, detail, latitude, longitude, filled: false }]} />
    </Details>
  );
}
