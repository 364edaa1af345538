import { isGamingDay } from '@/components/domain/gaming-day';

export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** The gaming day and the shift's name that an address asks for, as the screen will read it; neither where it says nothing of use. */
export async function readDayAddress(searchParams: SearchParams) {
  const { day, shift } = await searchParams;
  return {
    gamingDay: typeof day === 'string' && isGamingDay(day) ? day : undefined,
    shiftName: typeof shift === 'string' ? shift : null,
  };
}
