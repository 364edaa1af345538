import { PitSkeleton } from '@/components/floor/pit-skeleton';

export default function PitLoading() {
  return <PitSkeleton />;
}
