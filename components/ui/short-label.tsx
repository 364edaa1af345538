type ShortLabelProps = { whole: string; short: string };

/** A label for which a phone has no room. What is read aloud is the whole one everywhere. */
export function ShortLabel({ whole, short }: ShortLabelProps) {
  return (
    <>
      <span className="max-sm:sr-only">{whole}</span>
      <span aria-hidden className="sm:hidden">
        {short}
      </span>
    </>
  );
}
