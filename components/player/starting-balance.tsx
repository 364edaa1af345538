import { Fact, Facts } from '@/components/promo/facts';
import { formatPoints } from '@/lib/shared/format';

/** What a legacy system knew about the player. For reading only: none of it counts in the ledger. */
export function StartingBalance({ figures }: { figures: Record<string, unknown> }) {
  return (
    <section aria-labelledby="starting-balance" className="mt-4">
      <h3 id="starting-balance" className="mb-1.5 font-semibold text-sm">
        Starting balance
      </h3>
      <div className="text-sm">
        <Facts>
          {Object.entries(figures).map(([name, value]) => (
            <Fact key={name} term={spelledOut(name)}>
              {valueText(value)}
            </Fact>
          ))}
        </Facts>
      </div>
      <p className="mt-1.5 text-muted text-xs">Tier can be seeded; points require migration tooling.</p>
    </section>
  );
}

/** `legacy_points` and `legacyPoints` both become `Legacy points`. */
function spelledOut(name: string): string {
  const words = name
    .replaceAll('_', ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function valueText(value: unknown): string {
  if (value === null || value === '') return '–';
  if (Number.isSafeInteger(value)) return formatPoints(Number(value));
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
