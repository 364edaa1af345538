import { encode } from 'uqr';

const QUIET_MODULES = 4;

type QrCodeProps = { text: string; label: string; className: string };

/** A QR code as one path of an SVG, so that it prints sharp at any size. Brings the code that draws it: for the server, or late. */
export function QrCode({ text, label, className }: QrCodeProps) {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET_MODULES });
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : []))).join('');
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className={className}
    >
      <path d={path} fill="#000" />
    </svg>
  );
}
