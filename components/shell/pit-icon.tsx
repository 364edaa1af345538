/** Three players behind the arc of a table. */
export function PitIcon({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      className={className}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d="M4 17.5c2-6 14-6 16 0" />
      <circle cx="6" cy="10" r="1.7" />
      <circle cx="12" cy="7.2" r="1.7" />
      <circle cx="18" cy="10" r="1.7" />
    </svg>
  );
}
