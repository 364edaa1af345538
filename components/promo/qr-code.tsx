import { encode } from 'uqr';

const QUIET_MODULES = 4;

/** A QR code as one path of an SVG, so that it prints sharp at any size. Drawn where it is rendered: on the server. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET_MODULES });
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : []))).join('');
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="voucher-code"
    >
      <path d={path} fill="#000" />
    </svg>
  );
}
